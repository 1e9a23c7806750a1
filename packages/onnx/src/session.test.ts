import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { HavcError } from '@havc/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession, type InferenceSession, type SessionOptions } from './session.ts';
import type { Tensors } from './tensor.ts';
import { tinyModel } from './tiny-model.ts';

const MISBEHAVE = new URL('./__fixtures__/misbehave.mjs', import.meta.url).href;

let folder: string;
let model: string;
const sessions: InferenceSession[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc onnx '));
  model = join(folder, 'tiny ümlaut.onnx');
  await writeFile(model, tinyModel());
});

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.dispose();
  await rm(folder, { recursive: true });
});

async function open(options: Partial<SessionOptions> = {}): Promise<InferenceSession> {
  const session = await createSession({ model, name: 'tiny', device: 'cpu', threads: 1, warmUp: feed(1), ...options });
  sessions.push(session);
  return session;
}

function feed(first: number): Tensors {
  return { x: { data: Float32Array.of(first, -2, 3.5, -0.5), shape: [1, 4] } };
}

async function failureOf(promise: Promise<unknown>): Promise<HavcError> {
  const error: unknown = await promise.then(
    () => expect.fail('should have failed'),
    (reason: unknown) => reason,
  );
  if (!HavcError.is(error)) throw error;
  return error;
}

describe('createSession', () => {
  it('runs a model and gives its outputs by name', async () => {
    const session = await open();
    const { y } = await session.run(feed(1));
    expect([...(y!.data as Float32Array)]).toEqual([1, 0, 3.5, 0]);
    expect(y!.shape).toEqual([1, 4]);
    expect(session.inputs).toEqual([{ name: 'x', type: 'float32', shape: [1, 4] }]);
    expect(session.outputs).toEqual([{ name: 'y', type: 'float32', shape: [1, 4] }]);
  });

  it('answers overlapping runs in order, each with its own result', async () => {
    const session = await open();
    const order: number[] = [];
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const { y } = await session.run(feed(n + 1));
        order.push(n);
        return y!.data[0];
      }),
    );
    expect(results).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('finds a device by itself, and says what it passed over', async () => {
    const session = await open({ device: 'auto' });
    const taken = session.attempts.filter((attempt) => attempt.usable && attempt.reason === undefined);
    expect(taken.map((attempt) => attempt.device)).toEqual([session.device]);
    for (const attempt of session.attempts) {
      if (attempt.device !== session.device) expect(attempt.reason).toMatch(/\w{4}/);
    }
  });

  it('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const creation = failureOf(open({ signal: stop.signal }));
    stop.abort();
    expect((await creation).code).toBe('ABORTED');
  });

  it.each([
    ['a file that is not there', 'missing.onnx', undefined, 'MODEL_MISSING'],
    ['a folder', '.', undefined, 'MODEL_MISSING'],
    ['an empty file', 'empty.onnx', '', 'WEIGHTS_REFUSED'],
    ['a text file', 'text.onnx', 'no model at all\n', 'WEIGHTS_REFUSED'],
  ])('refuses %s, by name', async (_, file, content, code) => {
    if (content !== undefined) await writeFile(join(folder, file), content);
    for (const device of ['cpu', 'auto'] as const) {
      const error = await failureOf(open({ model: join(folder, file), device }));
      expect(error.code).toBe(code);
      expect(error.message).toContain('model tiny');
    }
  });

  it('refuses a model that was cut off', async () => {
    await truncate(model, tinyModel().length - 5);
    expect((await failureOf(open())).code).toBe('WEIGHTS_REFUSED');
  });

  it.each([
    ['an unknown device', { device: 'gpu' as never }, /options\.device.*"gpu"/],
    ['no threads', { threads: 0 }, /options\.threads.*0/],
    ['recycling after nothing', { recycleAfter: 0 }, /options\.recycleAfter/],
    ['a limit that is no number', { timeoutMs: Number.NaN }, /options\.timeoutMs/],
    ['a broken warm-up', { warmUp: { x: { data: new Float32Array(3), shape: [1, 4] } } }, /options\.warmUp\.x/],
  ])('refuses %s', async (_, options, message) => {
    const error = await failureOf(open(options));
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toMatch(message);
  });

  it('says what to do when a named device cannot be had', async () => {
    // No platform has both.
    const device = process.platform === 'darwin' ? 'directml' : 'coreml';
    const error = await failureOf(open({ device }));
    expect(error.code).toBe('DEVICE_UNAVAILABLE');
    expect(error.message).toMatch(new RegExp(`Device ${device} can't be used.*It needs .*"cpu"`));
  });
});

describe('run', () => {
  it.each<[string, Tensors, RegExp]>([
    ['an unknown name', { ...feed(1), z: feed(1)['x']! }, /feeds\.z is no input.*takes x: float32 \[1, 4\]/],
    ['a missing one', {}, /feeds\.x is missing/],
    ['another type', { x: { data: new Uint8Array(4), shape: [1, 4] } }, /feeds\.x is uint8/],
    ['another shape', { x: { data: new Float32Array(8), shape: [2, 4] } }, /feeds\.x has the shape \[2, 4\]/],
    ['too few axes', { x: { data: new Float32Array(4), shape: [4] } }, /feeds\.x has the shape \[4\]/],
    ['a shape that lies', { x: { data: new Float32Array(4), shape: [1, 5] } }, /feeds\.x.*5.*4 numbers/],
    ['a shape of nothing', { x: { data: new Float32Array(0), shape: [1, 0] } }, /feeds\.x/],
    ['a plain array', { x: { data: [1, 2, 3, 4] as never, shape: [1, 4] } }, /feeds\.x\.data/],
  ])('refuses feeds with %s, and goes on', async (_, feeds, message) => {
    const session = await open();
    const error = await failureOf(session.run(feeds));
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toMatch(message);
    expect((await session.run(feed(7)))['y']!.data[0]).toBe(7);
  });

  it('goes on in the same process after a run that failed there', async () => {
    const session = await open({ processor: { module: MISBEHAVE } });
    const { pid } = session;
    const error = await failureOf(session.run(feed(5)));
    expect(error.code).toBe('INFERENCE_FAILED');
    expect(error.message).toMatch(/Model tiny .* on cpu: no such luck/);
    expect((await session.run(feed(1)))['y']!.data[0]).toBe(1);
    expect(session.pid).toBe(pid);
  });

  it.each([
    ['is killed', 2, 'SIGKILL', /model tiny on cpu was killed by SIGKILL/],
    ['crashes in native code', 3, 'SIGABRT', /killed by SIGABRT.*the driver gave up/],
  ])('names model and device when the process %s, and the runs behind it succeed', async (_, x, signal, message) => {
    const session = await open({ processor: { module: MISBEHAVE } });
    const before = session.run(feed(1));
    const lost = failureOf(session.run(feed(x)));
    const behind = [9, 10, 11].map((n) => session.run(feed(n)));
    expect((await before)['y']!.data[0]).toBe(1);
    const error = await lost;
    expect(error.code).toBe('INFERENCE_FAILED');
    expect(error.message.replaceAll('\n', ' ')).toMatch(message);
    expect(error.details).toMatchObject({ model: 'tiny', device: 'cpu', signal });
    expect((await Promise.all(behind)).map(({ y }) => y!.data[0])).toEqual([9, 10, 11]);
  });

  it('starts again after the process was killed between two runs', async () => {
    const session = await open();
    const { pid } = session;
    process.kill(pid!, 'SIGKILL');
    // The news may arrive after the next run was sent; then that run is the one that is lost.
    const first = await session.run(feed(3)).catch((error: unknown) => error);
    if (HavcError.is(first)) expect(first.code).toBe('INFERENCE_FAILED');
    expect((await session.run(feed(4)))['y']!.data[0]).toBe(4);
    expect(session.pid).not.toBe(pid);
  });

  it('ends a run that takes longer than its limit, and goes on', async () => {
    const session = await open({ processor: { module: MISBEHAVE }, timeoutMs: 300 });
    const stuck = failureOf(session.run(feed(4)));
    const behind = session.run(feed(8));
    const error = await stuck;
    expect(error.code).toBe('INFERENCE_FAILED');
    expect(error.message).toMatch(/tiny on cpu took more than 300 ms/);
    expect((await behind)['y']!.data[0]).toBe(8);
  });

  it('ends within a second of its signal, even in a run that hangs, and the others go on', async () => {
    const session = await open({ processor: { module: MISBEHAVE } });
    const stop = new AbortController();
    const stuck = failureOf(session.run(feed(4), { signal: stop.signal }));
    const behind = session.run(feed(6));
    const start = performance.now();
    stop.abort();
    expect((await stuck).code).toBe('ABORTED');
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await behind)['y']!.data[0]).toBe(6);
  });

  it('drops a run that was stopped before its turn', async () => {
    const session = await open();
    const stop = new AbortController();
    const runs = [1, 2, 3, 4].map((n) => session.run(feed(n)));
    const dropped = failureOf(session.run(feed(5), { signal: stop.signal }));
    stop.abort();
    expect((await dropped).code).toBe('ABORTED');
    expect((await Promise.all(runs)).map(({ y }) => y!.data[0])).toEqual([1, 2, 3, 4]);
    expect((await failureOf(session.run(feed(1), { signal: stop.signal }))).code).toBe('ABORTED');
  });

  it('replaces the process after so many runs without losing one', async () => {
    const session = await open({ recycleAfter: 5 });
    const pids = new Set<number | undefined>();
    const results = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const { y } = await session.run(feed(n + 1));
        pids.add(session.pid);
        return y!.data[0];
      }),
    );
    expect(results).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(pids.size).toBeGreaterThanOrEqual(3);
  });
});

describe('dispose', () => {
  it('ends the process and the runs under way, may be called twice, and refuses later runs', async () => {
    const session = await open({ processor: { module: MISBEHAVE } });
    const { pid } = session;
    const stuck = failureOf(session.run(feed(4)));
    await session.dispose();
    await session.dispose();
    expect((await stuck).code).toBe('ABORTED');
    expect(() => process.kill(pid!, 0)).toThrow(/ESRCH/);
    expect((await failureOf(session.run(feed(1)))).code).toBe('ABORTED');
  });

  it('ends a process that is just starting again', async () => {
    const session = await open({ processor: { module: MISBEHAVE } });
    await failureOf(session.run(feed(2)));
    const restarted = failureOf(session.run(feed(1)));
    await session.dispose();
    expect((await restarted).code).toBe('ABORTED');
    expect(session.pid).toBeUndefined();
  });
});

describe('the event loop of the main process', () => {
  it('stays free while the model works', async () => {
    const session = await open({ processor: { module: MISBEHAVE }, timeoutMs: 1000 });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    // The process is blocked for a whole second; were it this one, the largest delay would be 1000 ms.
    await failureOf(session.run(feed(4)));
    delay.disable();
    // The promise of the project is 20 ms at the 99th percentile.
    expect(delay.percentile(99) / 1e6).toBeLessThan(20);
  });
});
