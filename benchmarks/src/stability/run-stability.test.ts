import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { meanDeltaE2000, type RgbImage } from '@havc/core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchContext } from '../bench-context.ts';
import { modelMethod } from '../methods/read-methods.ts';
import { makePicture, worldLuma } from '../metrics/time/testing/made-pictures.ts';
import { stabilitySchema } from '../results/schema/stability-schema.ts';
import type { MethodStability, StabilityResults } from '../results/stability-results.ts';
import { runStability } from './run-stability.ts';
import { temporaryFolder, writeFilm } from './testing/made-films.ts';

const folder = temporaryFolder();
const [WIDTH, HEIGHT, FRAMES, CUT] = [96, 80, 24, 12];

/** Two shots: a pan, and a still of another place, with red added to by frame. */
function frame(at: number, addedRed = 0): RgbImage {
  return at < CUT
    ? makePicture(
        WIDTH,
        HEIGHT,
        (x, y) => worldLuma(x + 2 * at, y),
        () => [16 + addedRed, -14],
      )
    : makePicture(
        WIDTH,
        HEIGHT,
        (x, y) => 0.6 * worldLuma(y + 700, x - 300),
        () => [-10 + addedRed, 12],
      );
}

const film = (addedRed: (at: number) => number) => Array.from({ length: FRAMES }, (_, at) => frame(at, addedRed(at)));
const gray = () =>
  film(() => 0).map((_, at) =>
    makePicture(
      WIDTH,
      HEIGHT,
      (x, y) => (at < CUT ? worldLuma(x + 2 * at, y) : 0.6 * worldLuma(y + 700, x - 300)),
      () => [0, 0],
    ),
  );

function contextFor(name: string, more: Partial<BenchContext> = {}): BenchContext {
  return {
    output: folder.path(name, 'out'),
    scratch: folder.path(name),
    photographs: '',
    havcProgram: '',
    models: { device: 'cpu' },
    say() {},
    ...more,
  };
}

const methodOf = (results: StabilityResults, id: string): MethodStability =>
  results.films[0]!.methods.find((method) => method.id === id)!;

beforeAll(async () => {
  for (const name of ['whole', 'self', 'few', 'wrong', 'aborted']) await mkdir(folder.path(name));
  await writeFilm(folder.path('gray.mkv'), gray());
  await writeFilm(
    folder.path('steady.mkv'),
    film(() => 0),
  );
  await writeFilm(
    folder.path('flickers.mkv'),
    film((at) => (at % 2) * 8),
  );
  await writeFilm(
    folder.path('drifts.mkv'),
    film((at) => at % CUT),
  );
  await writeFilm(folder.path('short.mkv'), film(() => 0).slice(0, 20));
});

describe('runStability', () => {
  let results: StabilityResults;

  beforeAll(async () => {
    const colored = ['flickers.mkv', 'drifts.mkv'].map((name) => folder.path(name));
    results = await runStability(
      {
        films: [{ path: folder.path('gray.mkv'), truth: folder.path('steady.mkv'), colored }],
        methods: [modelMethod('identity'), modelMethod('compact')],
        worst: 2,
      },
      contextFor('whole'),
    );
  });

  it('describes the film, its shots, and each way to colour it, in the form of results', () => {
    expect(results.films).toHaveLength(1);
    expect(results.films[0]).toMatchObject({
      ...{ film: 'gray.mkv', frames: FRAMES, framesPerSecond: 25, width: WIDTH, height: HEIGHT, hasTruth: true },
      shots: [
        { from: 0, to: CUT },
        { from: CUT, to: FRAMES },
      ],
    });
    const ids = results.films[0]!.methods.map(({ id, kind }) => `${id}: ${kind}`);
    expect(ids).toEqual([
      ...['truth: truth', 'gray: gray', 'identity: model', 'compact: model'],
      ...['flickers.mkv: film', 'drifts.mkv: film'],
    ]);
    expect(stabilitySchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
  });

  it('finds no flicker in gray, and hardly any in a steady truth', () => {
    expect(methodOf(results, 'gray').flicker).toMatchObject({ mean: 0, p95: 0 });
    expect(methodOf(results, 'identity').flicker.mean).toBe(0);
    // Bytes are rounded in other places as the picture moves.
    expect(methodOf(results, 'truth').flicker.mean).toBeLessThan(0.2);
    expect(methodOf(results, 'truth').flicker.coveredShare).toBeGreaterThan(0.8);
    expect(methodOf(results, 'truth').deltaE).toBeUndefined();
  });

  it('finds the flicker that was put in, and none across the cut', () => {
    const { series, flicker } = methodOf(results, 'flickers.mkv');
    const inFirst = meanDeltaE2000(frame(0), frame(0, 8));
    const inSecond = meanDeltaE2000(frame(CUT), frame(CUT, 8));
    for (const [at, value] of series.flicker.entries()) {
      if (at === 0 || at === CUT) expect(value).toBeNull();
      else expect(Math.abs(value! - (at < CUT ? inFirst : inSecond))).toBeLessThan(0.3);
    }
    expect(Math.abs(flicker.mean! - (inFirst + inSecond) / 2)).toBeLessThan(0.3);
  });

  it('finds the drift that was put in, in each shot, where flicker is small', () => {
    const { drift, flicker, series } = methodOf(results, 'drifts.mkv');
    // A part is a third of twelve frames: their means are 1.5 and 9.5 codes.
    const expected = [0, CUT].map((first) => meanDeltaE2000(frame(first, 2), frame(first, 10)));
    expect(drift.map(({ shot }) => shot)).toEqual([0, 1]);
    for (const [at, { deltaE, largest }] of drift.entries()) {
      expect(Math.abs(deltaE - expected[at]!)).toBeLessThan(0.25 * expected[at]!);
      expect(largest).toBeCloseTo(deltaE, 9);
    }
    expect(series.drift[CUT]).toBe(0);
    expect(flicker.mean).toBeLessThan(1);
    expect(methodOf(results, 'truth').drift.every(({ deltaE }) => deltaE < 0.1)).toBe(true);
  });

  it('counts pairs across the cut only where it says so', () => {
    const { distribution } = methodOf(results, 'truth');
    expect(distribution.acrossCuts).toBeGreaterThan(2 * distribution.mean!);
    expect(methodOf(results, 'flickers.mkv').distribution.values[0]).toBeGreaterThan(3 * distribution.values[0]!);
  });

  it('compares with the truth: gray by its colours, the flickering film by half of the flicker', () => {
    const deltaE = (image: (at: number) => RgbImage) =>
      Array.from({ length: FRAMES }, (_, at) => meanDeltaE2000(image(at), frame(at))).reduce((a, b) => a + b) / FRAMES;
    const frames = gray();
    expect(methodOf(results, 'gray').deltaE).toBeCloseTo(
      deltaE((at) => frames[at]!),
      0,
    );
    expect(methodOf(results, 'flickers.mkv').deltaE).toBeCloseTo(
      deltaE((at) => frame(at, (at % 2) * 8)),
      0,
    );
  });

  it('writes the worst frames as thumbnails, and leaves no other files behind', async () => {
    const { worst } = methodOf(results, 'flickers.mkv');
    // Half a second apart there is room for one in each second of film.
    expect(worst).toHaveLength(1);
    const [first] = worst;
    expect(first!.flicker).toBe(
      Math.max(...methodOf(results, 'flickers.mkv').series.flicker.map((value) => value ?? 0)),
    );
    expect(first!.time).toBeCloseTo(first!.frame / 25, 6);
    for (const file of [first!.before, first!.image, first!.heatMap]) {
      expect(file).toMatch(
        /^thumbnails\/stability\/gray\.mkv[^/]*\/flickers\.mkv\/\d+-(before|frame|difference)\.webp$/,
      );
      const { width, height } = await sharp(folder.path('whole', 'out', file)).metadata();
      // Differences are known at half the size.
      expect([width, height]).toEqual(file === first!.heatMap ? [WIDTH / 2, HEIGHT / 2] : [WIDTH, HEIGHT]);
    }
    expect(await readdir(folder.path('whole'))).toEqual(['out']);
  });

  it("says what the built-in model's colours are", () => {
    expect(methodOf(results, 'compact').notes).toEqual([expect.stringMatching(/preview colours/)]);
  });
});

it('takes the film itself for the truth where it has colours, and colours it from gray', async () => {
  const results = await runStability(
    { films: [{ path: folder.path('steady.mkv'), truth: 'self' }], methods: [modelMethod('identity')], frames: 3 },
    contextFor('self'),
  );
  expect(results.films[0]!.frames).toBe(3);
  expect(methodOf(results, 'truth').series.colorfulness.every((value) => value > 5)).toBe(true);
  expect(methodOf(results, 'identity').series.colorfulness).toEqual([0, 0, 0]);
});

it('gives null where a film is too short for a value', async () => {
  const results = await runStability(
    { films: [{ path: folder.path('gray.mkv') }], methods: [], frames: 1 },
    contextFor('few'),
  );
  expect(methodOf(results, 'gray')).toMatchObject({
    distribution: { values: [null, null, null], mean: null, acrossCuts: null },
    flicker: { mean: null, p95: null, coveredShare: 0 },
    ...{ drift: [], worst: [], series: { flicker: [null], colorfulness: [0], drift: [0] } },
  });
});

describe('errors', () => {
  it('says which film is too short to be compared', async () => {
    const films = [{ path: folder.path('gray.mkv'), truth: folder.path('short.mkv') }];
    await expect(runStability({ films, methods: [] }, contextFor('wrong'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: /short\.mkv" has only 20 frames where 24 are needed/,
    });
    expect(existsSync(folder.path('wrong', 'motions-0'))).toBe(false);
  });

  it('says which film is missing', async () => {
    const films = [{ path: folder.path('none.mkv') }];
    await expect(runStability({ films, methods: [] }, contextFor('wrong'))).rejects.toMatchObject({
      code: 'INPUT_MISSING',
    });
  });

  it('ends when it is told to, and removes its file', async () => {
    const controller = new AbortController();
    let lines = 0;
    const say = () => {
      if (++lines === 3) controller.abort();
    };
    const context = contextFor('aborted', { say, signal: controller.signal });
    const run = runStability(
      { films: [{ path: folder.path('gray.mkv') }], methods: [modelMethod('compact')] },
      context,
    );
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await readdir(folder.path('aborted'))).not.toContain('motions-0');
  });
});
