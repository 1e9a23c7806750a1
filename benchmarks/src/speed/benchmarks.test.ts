import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchmarkContext, Scale } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { createFilmMaker } from './pipeline/films.ts';

const TINY: Scale = {
  ...{ width: 128, height: 72, frames: 10, repeats: 1, runSeconds: 1 },
  ...{ memoryFrames: [10, 30], picture: [32, 24], allNetworks: false },
  ...{ filterSizes: [[64, 32]], filterFrames: 9 },
};
const photographs = fileURLToPath(new URL('../../../media', import.meta.url));
let context: BenchmarkContext;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'havc-benchmarks-test-'));
  const films = createFilmMaker({ folder, photographs, width: TINY.width, height: TINY.height });
  const havcProgram = fileURLToPath(new URL('../../../packages/cli/bin/havc.js', import.meta.url));
  context = { scale: TINY, films, folder, havcProgram, say: () => {} };
});
afterAll(() => rm(context.folder, { recursive: true, force: true }));

/** What each promises to measure, and a range that any machine that works stays in. */
const PROMISES = {
  kernels: { rgbToChroma: [0, 100], 'meanDeltaE2000, get and set / ours': [0.1, 1000] },
  'filter-speed': { 'weighted merge, 32p': [0, 100], 'SSIM, 32p': [0, 100] },
  'filter-chain': { 'a frame of 32p, stabiliser at full size': [0.001, 1000] },
  'first-frame': { 'first coloured frame': [0.1, 60] },
  'event-loop': { 'p99 during the run': [1, 5000], 'p99 of an idle process': [1, 1000] },
  'pipeline-identity': { 'light grain: havc / ffmpeg': [0.3, 100], 'no grain: ffmpeg': [0.01, 60] },
  'compact-end-to-end': {
    'no grain: speed': [0.1, 10_000],
    'light grain: whole / larger of model and encoding': [0.1, 100],
  },
  'model-speed': { peak: [0.1, 1e6], memory: [0.1, 1e5], 'zhang-eccv16 64': [1e-4, 60] },
  memory: { 'peak, 30 frames, x264 ultrafast': [50, 3000], '30 / 10 frames': [0.5, 2] },
} satisfies Record<string, Record<string, readonly [number, number]>>;

describe('the benchmarks', () => {
  it('are all listed here', () => {
    expect(BENCHMARKS.map(({ name }) => name).sort()).toEqual(Object.keys(PROMISES).sort());
  });

  it.each(BENCHMARKS.map((benchmark) => [benchmark.name, benchmark] as const))(
    '%s measures what it promises',
    async (name, benchmark) => {
      // It reads /proc, and says so elsewhere.
      if (name === 'memory' && process.platform !== 'linux') return;
      const rows = await benchmark.run(context);
      for (const [measure, [least, most]] of Object.entries(PROMISES[name as keyof typeof PROMISES])) {
        const row = rows.find((each) => each.measure === measure);
        expect(row?.value, measure).toBeGreaterThanOrEqual(least);
        expect(row?.value, measure).toBeLessThanOrEqual(most);
      }
    },
  );
});
