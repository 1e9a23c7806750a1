import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RUN_TIMES_CHANNEL, type RunTimes } from './run-times.ts';
import { createSession } from './session.ts';
import { tinyModel } from './tiny-model.ts';

const FEED = { x: { data: Float32Array.of(1, -2, 3, -4), shape: [1, 4] } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-run-times-'));
  await writeFile(join(folder, 'tiny.onnx'), tinyModel());
});
afterAll(() => rm(folder, { recursive: true }));

it('tells what the model took of each run, before its result is there', async () => {
  const seen: RunTimes[] = [];
  const listen = (times: unknown) => void seen.push(times as RunTimes);
  await using session = await createSession({
    ...{ model: join(folder, 'tiny.onnx'), name: 'tiny', device: 'cpu', threads: 1, warmUp: FEED },
  });
  subscribe(RUN_TIMES_CHANNEL, listen);
  try {
    for (const runs of [1, 2]) {
      const startedAt = performance.now();
      await session.run(FEED);
      const seconds = (performance.now() - startedAt) / 1000;
      // The warm-up is no run of anybody's.
      expect(seen).toHaveLength(runs);
      const { modelSeconds, modelCpuSeconds } = seen.at(-1)!;
      expect(modelSeconds).toBeGreaterThan(0);
      // It is a part of the way there and back.
      expect(modelSeconds).toBeLessThan(seconds);
      expect(modelCpuSeconds).toBeGreaterThanOrEqual(0);
    }
    expect(seen[0]).toMatchObject({ model: 'tiny', device: 'cpu' });
  } finally {
    unsubscribe(RUN_TIMES_CHANNEL, listen);
  }
  await session.run(FEED);
  expect(seen).toHaveLength(2);
});
