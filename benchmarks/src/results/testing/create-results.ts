import type { BenchResults } from '../bench-results.ts';
import type { ColorScores, MethodColors, PairedDifference } from '../color-results.ts';
import type { Samples } from '../samples.ts';
import type { Throughput } from '../speed-results.ts';
import type { MethodStability } from '../stability-results.ts';

/** Scores of a picture of which only some numbers matter. */
export function createScores(scores: Partial<ColorScores> = {}): ColorScores {
  return {
    ...{ deltaE: 9, chroma: 12, colorfulness: 30, coloredShare: 0.5, psnrAb: 25 },
    lumaBands: [{ name: 'dark', share: 1, deltaE: 9 }],
    hueSectors: [{ name: 'neutral', share: 0, deltaE: null }],
    ...scores,
  };
}

/** A method with one deltaE a picture: `p1`, `p2`, ... */
export function createMethodColors(
  id: string,
  deltaE: readonly number[],
  scores: Partial<ColorScores> = {},
): MethodColors {
  const mean = deltaE.reduce((sum, value) => sum + value, 0) / deltaE.length;
  return {
    ...{ id, label: `Model ${id}`, kind: 'model', notes: [] },
    mean: createScores({ deltaE: mean, ...scores }),
    pictures: deltaE.map((value, at) => ({
      picture: `p${at + 1}`,
      scores: createScores({ deltaE: value, ...scores }),
    })),
  };
}

/** What a method does to a film whose flicker is known by frame; the rest is the same for all. */
export function createMethodStability(
  id: string,
  flicker: readonly (number | null)[],
  more: Partial<MethodStability> = {},
): MethodStability {
  const known = flicker.filter((value) => value !== null);
  return {
    ...{ id, label: `Model ${id}`, kind: 'model', notes: [] },
    distribution: { distances: [1, 2, 4], values: [0.001, 0.002, 0.003], mean: 0.002, acrossCuts: null },
    flicker: {
      mean: known.reduce((sum, value) => sum + value, 0) / known.length,
      p95: Math.max(...known),
      coveredShare: 0.9,
    },
    drift: [{ shot: 0, deltaE: 1, largest: 2 }],
    series: { flicker, colorfulness: flicker.map(() => 20), drift: flicker.map(() => 0.5) },
    worst: [],
    ...more,
  };
}

/** Measurements, in their order. */
export function createSamples(...values: readonly number[]): Samples {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  return { median, spread: (sorted.at(-1)! - sorted[0]!) / median, values };
}

/** A way to colour, by its frames a second. */
export function createThroughput(id: string, framesPerSecond: Samples, more: Partial<Throughput> = {}): Throughput {
  return {
    ...{ id, label: `Model ${id}`, kind: 'model', width: 1920, height: 1080, workingSize: 480 },
    ...{ device: 'cpu', precision: 'fp32', frames: 250, framesPerSecond, wallSeconds: createSamples(10) },
    ...{ stages: [{ stage: 'decode', secondsPerFrame: 0.01 }], notes: [] },
    ...more,
  };
}

/** Results in which each field is there that can be. */
export function createResults(more: Partial<BenchResults> = {}): BenchResults {
  const difference: PairedDifference = {
    ...{ of: 'a', against: 'gray', mean: -0.5, standardError: null, isWithinNoise: true, pictures: 1 },
  };
  return {
    ...{ format: 'havc-bench', version: 1, command: 'havc bench', havc: '0.1.0', seconds: 12.5 },
    environment: {
      ...{
        date: '2026-01-02T03:04:05.678Z',
        machine: 'A processor',
        cores: 2,
        memoryGigabytes: 25,
        system: 'linux x64',
      },
      ...{ node: 'v20.20.2', ffmpeg: '5.1 (from PATH)', onnxruntime: '1.30.0', load: 0.2 },
    },
    color: {
      testSet: {
        name: 'pictures',
        source: 'media',
        pictures: [{ name: 'p1', width: 64, height: 48 }],
        notes: ['p2: gray'],
      },
      reproduction: {
        ...{ source: 'a table', cells: 1, meanAbsoluteDifference: 0.1, largestDifference: 0.1, largestAt: 'p1, T1' },
        ...{ largestColumnDifference: 0.1, limits: { mean: 0.13, cell: 0.6, column: 0.16 }, isMet: true },
        tables: [
          {
            ...{ name: 'T', columns: ['T1'], averages: [{ column: 'T1', published: 9, measured: 9.1 }] },
            rows: [{ picture: 'p1', cells: [{ column: 'T1', published: 9, measured: 9.1 }] }],
          },
        ],
      },
      methods: [
        createMethodColors('a', [9]),
        { ...createMethodColors('gray', [10.8], { psnrAb: null }), kind: 'gray' },
      ],
      differences: [difference],
      merges: [
        {
          ...{ id: 'a+b mean', first: 'a', second: 'b', others: ['c'], method: 'mean', origin: 'chosen' as const },
          ...{ options: 'best of 3: a+b+c', mean: createScores() },
          ...{ againstSimple: difference, againstBetterModel: difference, atEqualChroma: difference },
          leaveOneOut: { deltaE: 9, candidates: 3, against: difference },
        },
      ],
      thumbnails: [{ picture: 'p1', method: 'a', image: 'color/p1-a.jpg', heatMap: 'color/p1-a-heat.png' }],
      heatMapMaximum: 20,
    },
    stability: {
      films: [
        {
          ...{ film: 'film.mp4', frames: 3, framesPerSecond: 25, width: 64, height: 48, hasTruth: true },
          shots: [{ from: 0, to: 3 }],
          methods: [
            createMethodStability('a', [null, 1, 2], {
              deltaE: 9,
              worst: [{ frame: 2, time: 0.08, flicker: 2, before: 'w/b.jpg', image: 'w/i.jpg', heatMap: 'w/h.png' }],
            }),
          ],
        },
      ],
    },
    speed: {
      throughput: [
        createThroughput('a', createSamples(10, 11, 12), {
          ...{ cpuSeconds: createSamples(20), peakMemory: 1e9, joules: createSamples(100) },
          peer: { name: 'ffmpeg', ratio: createSamples(0.8, 0.9) },
          stages: [{ stage: 'infer', secondsPerFrame: 0.05, cpuSecondsPerFrame: 0.1 }],
        }),
      ],
      rooflines: [
        {
          ...{ model: 'a', inputSize: 256, device: 'cpu', precision: 'fp32', gigaflop: 10, leastBytes: 1e6 },
          ...{ seconds: createSamples(0.1), gigaflopPerSecond: 100, peakGigaflopPerSecond: 200, fraction: 0.5 },
          peer: { name: 'PyTorch', ratio: createSamples(1.5) },
        },
      ],
      rows: [
        { benchmark: 'x', measure: 'y', value: 1, unit: 'ms', samples: [1, 2], target: { atMost: 3 }, note: 'small' },
        { benchmark: 'x', measure: 'z', value: 1, unit: 'x', target: { atLeast: 1 } },
      ],
    },
    ...more,
  };
}
