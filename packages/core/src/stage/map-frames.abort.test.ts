import { describe, expect, it } from 'vitest';
import { HavcError } from '../error.ts';
import { mapFrames } from './map-frames.ts';

function counted(length: number) {
  const state = { pulled: 0, pulling: 0, closed: 0 };
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        expect(++state.pulling).toBe(1);
        await Promise.resolve();
        state.pulling--;
        return state.pulled < length ? { done: false, value: state.pulled++ } : { done: true, value: undefined };
      },
      async return() {
        state.closed++;
        return { done: true, value: undefined };
      },
    }),
  };
  return { source, state };
}

async function collect<T>(frames: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const frame of frames) result.push(frame);
  return result;
}

/** Lets everything run that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const forever = () => new Promise<never>(() => {});

describe('mapFrames, when aborted,', () => {
  it('ends at once, although neither the work nor the source heeds it', async () => {
    const { source, state } = counted(10);
    const stop = new AbortController();
    const seen: AbortSignal[] = [];
    const stage = mapFrames(
      (_: number, { signal }) => {
        seen.push(signal);
        return forever();
      },
      { concurrency: 2, signal: stop.signal },
    );
    const result = collect(stage(source));
    await settle();
    stop.abort(new Error('Ctrl-C'));
    const error = await result.catch((caught: unknown) => caught);
    expect(HavcError.is(error, 'ABORTED')).toBe(true);
    expect((error as Error).cause).toEqual(new Error('Ctrl-C'));
    expect(seen.map((signal) => signal.aborted)).toEqual([true, true]);
    await settle();
    expect(state.closed).toBe(1);
  });

  it('ends at once while the source hangs', async () => {
    const hanging: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: forever, return: forever }) };
    const stop = new AbortController();
    const result = collect(mapFrames((value: number) => value, { signal: stop.signal })(hanging));
    await settle();
    stop.abort();
    await expect(result).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('ends at once while it waits for the work of a reader that has left', async () => {
    const { source } = counted(10);
    const stop = new AbortController();
    const stage = mapFrames((value: number) => (value === 0 ? value : forever()), { signal: stop.signal });
    const iterator = stage(source)[Symbol.asyncIterator]();
    await iterator.next();
    await settle();
    const left = iterator.return?.();
    await settle();
    stop.abort();
    expect(await left).toEqual({ done: true, value: undefined });
  });

  it('gives nothing more, not even what is ready', async () => {
    const { source } = counted(10);
    const stop = new AbortController();
    const iterator = mapFrames((value: number) => value, { concurrency: 4, signal: stop.signal })(source)[
      Symbol.asyncIterator
    ]();
    await iterator.next();
    await settle();
    stop.abort();
    await expect(iterator.next()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('before the start, never asks the source for anything', async () => {
    const { source, state } = counted(10);
    const result = collect(mapFrames((value: number) => value, { signal: AbortSignal.abort() })(source));
    await expect(result).rejects.toMatchObject({ code: 'ABORTED' });
    expect(state.pulled).toBe(0);
  });
});
