import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchContext } from '../bench-context.ts';
import { QUICK_SCALE, type Scale } from './benchmark.ts';
import { runSpeed, speedParts } from './run-speed.ts';

const TINY: Scale = {
  ...QUICK_SCALE,
  ...{ width: 64, height: 36, frames: 10, picture: [32, 24], filterSizes: [[64, 32]], filterFrames: 9 },
};
const photographs = fileURLToPath(new URL('../../../media', import.meta.url));

let context: BenchContext;
const said: string[] = [];
beforeAll(async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'havc-run-speed-'));
  const say = (text: string) => void said.push(text);
  context = { output: scratch, scratch, photographs, havcProgram: join(scratch, 'no-havc.js'), models: {}, say };
});
afterAll(() => rm(context.scratch, { recursive: true, force: true }));

describe('runSpeed', () => {
  it('measures the parts that are named, and tells what it is at', async () => {
    const results = await runSpeed({ scale: TINY, only: ['kernels'], methods: [] }, context);
    expect(results).toMatchObject({ throughput: [], rooflines: [], notMeasured: [] });
    expect(new Set(results.rows.map(({ benchmark }) => benchmark))).toEqual(new Set(['kernels']));
    expect(said).toContainEqual(expect.stringMatching(/^kernels: /));
  });

  it('goes on behind a part that can not be measured, and tells why', async () => {
    const only = ['first-frame', 'kernels'];
    const { rows, notMeasured } = await runSpeed({ scale: TINY, only, methods: [] }, context);
    expect(notMeasured).toMatchObject([{ what: 'first-frame', why: expect.stringContaining('havc colorize') }]);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('says which parts there are for one that there is not', async () => {
    await expect(runSpeed({ only: ['kernel'], methods: [] }, context)).rejects.toThrow(
      /no part "kernel" of the speed: choose from kernels, .*model-speed, throughput\./,
    );
  });

  it('stops before the next part when it is told to', async () => {
    const running = runSpeed({ scale: TINY, methods: [] }, { ...context, signal: AbortSignal.abort() });
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

it('speedParts has each name once, with a summary', () => {
  const names = speedParts().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { summary } of speedParts()) expect(summary.length).toBeGreaterThan(10);
});
