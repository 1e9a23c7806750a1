import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HavcError } from '@havc/core';
import { parseRecipe } from '@havc/presets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchContext } from '../../bench-context.ts';
import { modelMethod } from '../../methods/read-methods.ts';
import { SPEED_STAGES, type Throughput } from '../../results/speed-results.ts';
import { QUICK_SCALE } from '../benchmark.ts';
import { measureThroughputs, type ThroughputOptions } from './measure-throughputs.ts';

const photographs = fileURLToPath(new URL('../../../../media', import.meta.url));
const program = fileURLToPath(new URL('../../../dist/throughput-process.js', import.meta.url));
const OPTIONS: ThroughputOptions = {
  // However slow the machine is just now, all frames are taken.
  scale: { ...QUICK_SCALE, frames: 32, repeats: 2, runSeconds: 120 },
  ...{ methods: [], sizes: [[160, 90]], devices: ['cpu'], precisions: ['fp32'] },
};

/** A device that this machine can't have. */
const ABSENT = process.platform === 'win32' ? 'coreml' : 'directml';

let context: BenchContext;
const said: string[] = [];
beforeAll(async () => {
  if (!existsSync(program)) throw new Error(`${program} is missing: npm run build`);
  const scratch = await mkdtemp(join(tmpdir(), 'havc throughput '));
  const store = { home: join(scratch, 'home'), path: missing };
  context = {
    ...{ output: scratch, scratch, photographs, havcProgram: '', models: { store } },
    say: (text) => void said.push(text),
  };
});
afterAll(() => rm(context.scratch, { recursive: true, force: true }));

async function missing(id: string): Promise<never> {
  throw new HavcError('MODEL_MISSING', `The weights of ${id} are missing.`);
}

/** What no honest measurement can be without. */
function expectSound(row: Throughput, frames: number): void {
  expect(row.frames).toBe(frames);
  for (const [at, fps] of row.framesPerSecond.values.entries()) {
    expect(fps * row.wallSeconds.values[at]!).toBeCloseTo(frames, 6);
  }
  expect(row.firstFrameSeconds).toBeGreaterThan(0.1);
  expect(row.stages.map(({ stage }) => stage)).toEqual(SPEED_STAGES);
  const seconds = Object.fromEntries(row.stages.map(({ stage, secondsPerFrame }) => [stage, secondsPerFrame]));
  for (const stage of ['decode', 'encode']) expect(seconds[stage], stage).toBeGreaterThan(0);
  for (const stage of SPEED_STAGES) expect(seconds[stage], stage).toBeLessThan(10);
  expect(row.peer!.ratio.median).toBeGreaterThan(0);
  if (process.platform !== 'linux') return;
  // Nothing has more time on processors than there is; ticks are hundredths.
  for (const [at, cpu] of row.cpuSeconds!.values.entries()) {
    expect(cpu).toBeGreaterThan(0);
    expect(cpu).toBeLessThan(1.1 * availableParallelism() * row.wallSeconds.values[at]! + 0.1);
  }
  // Two processes of Node, at least 30 MiB each, and two of ffmpeg.
  expect(row.peakMemory).toBeGreaterThan(60 << 20);
  expect(row.peakMemory).toBeLessThan(4e9);
}

describe('measureThroughputs', { timeout: 120_000 }, () => {
  it('measures a model and the pipeline alone, and tells why others could not be', async () => {
    const methods = [modelMethod('compact'), modelMethod('eccv16')];
    const results = await measureThroughputs({ ...OPTIONS, methods, devices: [ABSENT, 'cpu'] }, context);
    const [pipeline, compact] = results.throughput;
    expect(results.throughput).toHaveLength(2);
    expect(pipeline).toMatchObject({ id: 'pipeline', kind: 'pipeline', width: 160, height: 90, device: 'cpu' });
    expect(compact).toMatchObject({ id: 'compact', kind: 'model', workingSize: 480, device: 'cpu', precision: 'fp32' });
    expectSound(pipeline!, 32);
    expectSound(compact!, 32);
    const infer = (row: Throughput) => row.stages.find(({ stage }) => stage === 'infer')!.secondsPerFrame;
    expect(infer(pipeline!)).toBe(0);
    expect(infer(compact!)).toBeGreaterThan(1e-4);
    expect(compact!.notes.join()).toContain('preview colours');
    expect(results.notMeasured).toMatchObject([
      { what: `compact, 160x90, ${ABSENT}, fp32`, why: expect.stringContaining(ABSENT) },
      { what: `eccv16, 160x90, ${ABSENT}, fp32`, why: 'The weights of eccv16 are missing.' },
      { what: 'eccv16, 160x90, cpu, fp32', why: 'The weights of eccv16 are missing.' },
    ]);
    expect(results.energy.sources.length + results.energy.notes.length).toBeGreaterThan(0);
  });

  it('measures a full model with made weights, and says so', async () => {
    const recipe = parseRecipe({ color: { model: 'eccv16', renderFactor: 4 } });
    const methods = [{ ...modelMethod('eccv16'), recipe }];
    const scale = { ...OPTIONS.scale, frames: 8, repeats: 1 };
    const results = await measureThroughputs({ ...OPTIONS, scale, methods, madeWeights: true }, context);
    const row = results.throughput.find(({ id }) => id === 'eccv16')!;
    expectSound(row, 8);
    expect(row.notes).toContain('made weights: only the speed is real (eccv16)');
    expect(said.join('\n')).toContain('graphs were built; starting anew');
  });

  it("tells what is wrong with a film of one's own", async () => {
    const films = [join(context.scratch, 'no such film.mp4')];
    await expect(measureThroughputs({ ...OPTIONS, films }, context)).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });

  it('stops within a second of being told to', async () => {
    const stop = new AbortController();
    const say = (text: string) => {
      if (text.includes('frames a run')) stop.abort();
    };
    const startedAt = performance.now();
    let abortedAt = 0;
    stop.signal.addEventListener('abort', () => {
      abortedAt = performance.now();
    });
    const running = measureThroughputs(OPTIONS, { ...context, say, signal: stop.signal });
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });
    expect(abortedAt).toBeGreaterThan(startedAt);
    expect(performance.now() - abortedAt).toBeLessThan(1000);
  });
});
