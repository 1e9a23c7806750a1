import { describe, expect, it } from 'vitest';
import type { BenchResults } from '../results/bench-results.ts';
import {
  createMethodColors,
  createMethodStability,
  createResults,
  createSamples,
  createThroughput,
} from '../results/testing/create-results.ts';
import { compareResults } from './compare-results.ts';
import type { Change } from './comparison.ts';

const base = createResults();

it('finds nothing but equal numbers in one run', () => {
  const { counts, warnings, color, stability, speed } = compareResults(base, base);
  expect(counts).toMatchObject({ better: 0, worse: 0, faster: 0, slower: 0, changed: 0, noise: 0, unsure: 0 });
  expect(counts.equal).toBeGreaterThan(10);
  expect(warnings).toEqual([]);
  for (const part of [color, stability, speed]) expect(part).toMatchObject({ added: [], removed: [], notes: [] });
});

it('is plain data, all of whose numbers survive JSON', () => {
  const comparison = compareResults(base, withColors([createMethodColors('a', [8])]));
  expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
});

describe('of colours', () => {
  const first = [9, 10, 11, 12];
  const shifted = (...by: readonly number[]) => first.map((value, at) => value + by[at]!);

  it.each([
    // Mean 1, standard error 0.129: t = 7.7, asked are 3.2 for 3 degrees of freedom.
    ['worse', shifted(0.7, 1.3, 1, 1), 1, 0.1225],
    ['better', shifted(-0.7, -1.3, -1, -1), -1, 0.1225],
    // Mean 0.5, standard error 0.866.
    ['noise', shifted(2, -1, -1, 2), 0.5, 0.866],
  ])('is %s for %j', (verdict, after, mean, error) => {
    const change = find(colorsOf([createMethodColors('a', first)], [createMethodColors('a', after)]), 'CIEDE2000');
    expect(change).toMatchObject({ verdict, subject: 'Model a', before: 10.5, basis: '4 pictures' });
    expect(change.difference).toBeCloseTo(mean, 12);
    expect(change.standardError).toBeCloseTo(error, 3);
  });

  it('pairs pictures by their names, in whatever order they are', () => {
    const method = createMethodColors('a', first);
    const turned = { ...method, pictures: method.pictures.toReversed() };
    expect(find(colorsOf([method], [turned]), 'CIEDE2000').verdict).toBe('equal');
  });

  it('calls chroma neither better nor worse, and says where a better method has lost much of it', () => {
    const [vivid, dull] = [
      createMethodColors('a', first, { chroma: 20 }),
      createMethodColors('a', shifted(-1, -1, -1, -1.1), { chroma: 15 }),
    ];
    const changes = colorsOf([vivid], [dull]);
    expect(find(changes, 'chroma')).toMatchObject({ verdict: 'changed', difference: -5 });
    expect(find(changes, 'CIEDE2000')).toMatchObject({
      ...{ verdict: 'better', caution: 'it has 25 % less chroma too, and gray pictures score well' },
    });
    expect(find(colorsOf([dull], [vivid]), 'CIEDE2000').caution).toBeUndefined();
  });

  it('leaves out a PSNR that neither has', () => {
    const gray = createMethodColors('gray', first, { psnrAb: null });
    expect(colorsOf([gray], [gray]).map(({ measure }) => measure)).not.toContain('PSNR of a and b');
  });

  it('refuses other test sets and other pictures, and says so', () => {
    const method = createMethodColors('a', first);
    const named = withColors([method], { name: 'others' });
    expect(compareResults(withColors([method]), named).color).toMatchObject({
      ...{
        changes: [],
        notes: ["Colours aren't compared: the test sets are pictures and others. Measure both on one."],
      },
    });
    const larger = withColors([method], { pictures: [{ name: 'p1', width: 128, height: 96 }] });
    expect(compareResults(withColors([method]), larger).color).toMatchObject({
      ...{ changes: [], notes: [expect.stringMatching(/^Colours aren't compared: pictures had 4 pictures and has 1/)] },
    });
  });

  it('sees that pictures were replaced, by what gray scores on them', () => {
    const gray = (deltaE: readonly number[]) => ({ ...createMethodColors('gray', deltaE), kind: 'gray' as const });
    const compared = compareResults(withColors([gray(first)]), withColors([gray(shifted(0, 0, 0, 0.5))]));
    expect(compared.color!.notes).toEqual([expect.stringMatching(/^Gray itself scores otherwise/)]);
  });

  it('lists methods that only one run has', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => createMethodColors(id, first));
    const { color } = compareResults(withColors([a!, b!]), withColors([b!, c!]));
    expect(color).toMatchObject({ added: ['Model c'], removed: ['Model a'] });
  });

  it('leaves out a method whose pictures are others', () => {
    const compared = compareResults(
      withColors([createMethodColors('a', first)]),
      withColors([createMethodColors('a', first.slice(1))]),
    );
    expect(compared.color).toMatchObject({
      ...{ changes: [], notes: ["Model a isn't compared: it has scores of other pictures."] },
    });
  });
});

describe('of stability', () => {
  const steady = (level: number, frames = 100) =>
    Array.from({ length: frames }, (_, at) => (at === 0 ? null : level + (at % 2) * 0.1 + (at % 25) * 0.001));

  it('compares flicker over pieces of film', () => {
    const change = find(filmsOf(steady(2), steady(1.5)), 'flicker');
    expect(change).toMatchObject({ verdict: 'better', subject: 'film.mp4, Model a', basis: '4 pieces of film' });
    expect(change.difference).toBeCloseTo(-0.5, 9);
  });

  it('takes no slow swing for many observations', () => {
    // Frame by frame it is 1.6 standard errors of 100 frames more and more; it rises in one half and falls in the other.
    const swing = Array.from({ length: 100 }, (_, at) => 2 + Math.sin((2 * Math.PI * at) / 100 + 0.4) + 0.1);
    expect(find(filmsOf(steady(2), swing), 'flicker').verdict).toBe('noise');
  });

  it('says that a steadier film is less colourful', () => {
    const [before, after] = [steady(2), steady(1)];
    const colorful = (level: number) => ({ flicker: after, colorfulness: after.map(() => level), drift: [] });
    const changes = stabilityOf(
      createMethodStability('a', before, { series: { ...colorful(20), flicker: before } }),
      createMethodStability('a', after, { series: colorful(10) }),
    );
    expect(find(changes, 'flicker').caution).toBe('it is 50 % less colourful too, and gray is steadiest');
    expect(find(changes, 'colourfulness').verdict).toBe('changed');
  });

  it("doesn't judge what there is one number of", () => {
    const before = createMethodStability('a', steady(2));
    const after = { ...before, distribution: { ...before.distribution, mean: 0.004 } };
    expect(find(stabilityOf(before, after), 'colour distribution')).toMatchObject({
      ...{ verdict: 'unsure', before: 0.002, after: 0.004, standardError: null },
    });
  });

  it('refuses another film of the same name', () => {
    const after = withFilm(createMethodStability('a', steady(2, 50)), 50);
    expect(compareResults(withFilm(createMethodStability('a', steady(2)), 100), after).stability).toMatchObject({
      ...{ changes: [], notes: [expect.stringMatching(/^film.mp4 isn't compared: it had 100 frames/)] },
    });
  });

  function filmsOf(before: readonly (number | null)[], after: readonly (number | null)[]) {
    return stabilityOf(createMethodStability('a', before), createMethodStability('a', after));
  }
});

describe('of speed', () => {
  it('tells faster from slower', () => {
    const [slow, fast] = [createSamples(10, 10.1, 10.2), createSamples(12, 12.1, 12.2)];
    expect(find(throughputOf(slow, fast), 'frames a second')).toMatchObject({ verdict: 'faster', unit: 'fps' });
    const back = find(throughputOf(fast, slow), 'frames a second');
    expect(back.verdict).toBe('slower');
    expect(back.timesAsFast).toBeCloseTo(10.1 / 12.1, 12);
  });

  it('judges ratios to a peer across machines, and times of one machine alone', () => {
    const way = (fps: number, ratio: number) => ({
      ...{
        throughput: [createThroughput('a', createSamples(fps, fps * 1.01), peerOf(ratio))],
        rooflines: [],
        rows: [],
      },
    });
    const before = createResults({ speed: way(10, 0.5) });
    const after = createResults({ speed: way(20, 0.8), environment: { ...base.environment, machine: 'Another' } });
    const { speed, warnings } = compareResults(before, after);
    expect(warnings[0]).toMatch(/^The machines differ/);
    expect(find(speed!.changes, "speed in ffmpeg's")).toMatchObject({ verdict: 'faster' });
    expect(find(speed!.changes, 'frames a second')).toMatchObject({ verdict: 'unsure', basis: 'another machine' });
  });

  it('judges no times of a machine that had more to do than it has cores', () => {
    const speed = (fps: number) => ({
      ...{ throughput: [createThroughput('a', createSamples(fps, fps, fps))], rooflines: [], rows: [] },
    });
    const busy = createResults({ speed: speed(5), environment: { ...base.environment, load: 2.5 } });
    const { speed: compared } = compareResults(createResults({ speed: speed(10) }), busy);
    expect(find(compared!.changes, 'frames a second')).toMatchObject({ verdict: 'unsure', basis: 'a busy machine' });
  });

  it.each([
    ['ms', 'rgbToLab', undefined, 'slower'],
    ['fps', 'rate', undefined, 'faster'],
    ['x', 'rgbToLab, peer / ours', undefined, 'faster'],
    ['x', 'havc / ffmpeg', { atMost: 1.15 }, 'slower'],
    ['x', 'this / that', undefined, 'changed'],
    ['MB', 'peak', { atMost: 1500 }, 'worse'],
    ['%', 'share', undefined, 'changed'],
  ] as const)('takes more %s of "%s" with target %j for %s', (unit, measure, target, verdict) => {
    const row = (...samples: number[]) => ({
      ...{ benchmark: 'b', measure, unit, value: samples[1]!, samples, ...(target && { target }) },
    });
    const speed = (...samples: number[]) => ({ throughput: [], rooflines: [], rows: [row(...samples)] });
    const compared = compareResults(
      createResults({ speed: speed(1, 1.01, 1.02) }),
      createResults({ speed: speed(2, 2.01, 2.02) }),
    );
    expect(compared.speed!.changes[0]!.verdict).toBe(verdict);
  });

  it('takes another size or device for another thing', () => {
    const samples = createSamples(1, 2);
    const speed = (device: string) => ({
      throughput: [createThroughput('a', samples, { device })],
      rooflines: [],
      rows: [],
    });
    expect(
      compareResults(createResults({ speed: speed('cpu') }), createResults({ speed: speed('cuda') })).speed,
    ).toEqual({
      ...{ changes: [], notes: [] },
      added: ['Model a, 1920x1080 at 480, cuda fp32'],
      removed: ['Model a, 1920x1080 at 480, cpu fp32'],
    });
  });

  function throughputOf(before: ReturnType<typeof createSamples>, after: ReturnType<typeof createSamples>) {
    const speed = (samples: typeof before) => ({
      throughput: [createThroughput('a', samples)],
      rooflines: [],
      rows: [],
    });
    return compareResults(createResults({ speed: speed(before) }), createResults({ speed: speed(after) })).speed!
      .changes;
  }

  function peerOf(ratio: number) {
    return { peer: { name: 'ffmpeg', ratio: createSamples(ratio, ratio * 1.01, ratio * 1.02) } };
  }
});

it.each<[string, Partial<BenchResults>, RegExp]>([
  ['a busy machine', { environment: { ...base.environment, load: 1.8 } }, /busy before the second run \(load 1.8 on 2/],
  ['another Node', { environment: { ...base.environment, node: 'v24.1.0' } }, /^Node was v20.20.2, and is v24.1.0/],
  ['another command', { command: 'havc bench --quick' }, /^The commands differ \(havc bench; havc bench --quick\)/],
  [
    'a table that is no longer reproduced',
    { color: { ...base.color!, reproduction: { ...base.color!.reproduction!, isMet: false } } },
    /reproduced by the first run only/,
  ],
])('warns of %s', (_, change, warning) => {
  expect(compareResults(base, createResults(change)).warnings).toEqual([expect.stringMatching(warning)]);
});

it('says which part only one run has', () => {
  const { speed: _, ...rest } = base;
  const { warnings, speed } = compareResults(base, rest);
  expect(speed).toBeUndefined();
  expect(warnings).toEqual(['Only the first run has measured speed.']);
});

function withColors(
  methods: NonNullable<BenchResults['color']>['methods'],
  testSet: Partial<NonNullable<BenchResults['color']>['testSet']> = {},
): BenchResults {
  const pictures = methods[0]!.pictures.map(({ picture }) => ({ name: picture, width: 64, height: 48 }));
  const all = new Map(
    [...base.color!.testSet.pictures, ...pictures, { name: 'p4', width: 64, height: 48 }].map((it) => [it.name, it]),
  );
  const four = ['p1', 'p2', 'p3', 'p4'].map((name) => all.get(name) ?? { name, width: 64, height: 48 });
  return createResults({
    color: { ...base.color!, methods, merges: [], testSet: { ...base.color!.testSet, pictures: four, ...testSet } },
  });
}

function colorsOf(before: Parameters<typeof withColors>[0], after: typeof before): readonly Change[] {
  return compareResults(withColors(before), withColors(after)).color!.changes;
}

function withFilm(method: ReturnType<typeof createMethodStability>, frames: number): BenchResults {
  const film = { film: 'film.mp4', frames, framesPerSecond: 25, width: 64, height: 48, hasTruth: false };
  return createResults({ stability: { films: [{ ...film, shots: [{ from: 0, to: frames }], methods: [method] }] } });
}

function stabilityOf(before: ReturnType<typeof createMethodStability>, after: typeof before): readonly Change[] {
  return compareResults(withFilm(before, 100), withFilm(after, 100)).stability!.changes;
}

function find(changes: readonly Change[], measure: string): Change {
  return changes.find((change) => change.measure === measure)!;
}
