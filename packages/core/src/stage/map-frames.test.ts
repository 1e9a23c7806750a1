import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

function deferred<T = void>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets everything run that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('mapFrames', () => {
  it.each([1, 2, 5, 100])('keeps the order with %i at a time', async (concurrency) => {
    const delays = [30, 5, 20, 1, 10, 3];
    const { source } = counted(delays.length);
    const stage = mapFrames(
      async (value: number) => {
        for (let turn = 0; turn < delays[value]!; turn++) await Promise.resolve();
        return value * 10;
      },
      { concurrency },
    );
    expect(await collect(stage(source))).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('keeps the order and the bound whatever the order in which work ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, length, concurrency) => {
          const { source } = counted(length);
          let asked = 0;
          let started = 0;
          let working = 0;
          const stage = mapFrames(
            async (value: number) => {
              started++;
              working++;
              expect(working).toBeLessThanOrEqual(concurrency);
              // What has been asked for counts as read; the rest is in work or waits, and that is what is bounded.
              expect(started - asked).toBeLessThanOrEqual(concurrency);
              await scheduler.schedule(Promise.resolve(), `work ${value}`);
              working--;
              return `#${value}`;
            },
            { concurrency },
          );
          const read = async () => {
            const results: string[] = [];
            const iterator = stage(source)[Symbol.asyncIterator]();
            for (;;) {
              asked++;
              const step = await iterator.next();
              if (step.done) return results;
              results.push(step.value);
              await scheduler.schedule(Promise.resolve(), `read ${step.value}`);
            }
          };
          const results = await scheduler.waitFor(read());
          expect(results).toEqual(Array.from({ length }, (_, index) => `#${index}`));
          expect(started).toBe(length);
        },
      ),
    );
  });

  it('reaches its bound, so that work really runs side by side', async () => {
    const gates = Array.from({ length: 6 }, () => deferred());
    const started: number[] = [];
    const { source } = counted(6);
    const stage = mapFrames(
      async (value: number) => {
        started.push(value);
        await gates[value]!.promise;
        return value;
      },
      { concurrency: 3 },
    );
    const result = collect(stage(source));
    await settle();
    expect(started).toEqual([0, 1, 2]);
    gates[1]!.resolve();
    await settle();
    expect(started, 'a result that waits for its turn still counts').toEqual([0, 1, 2]);
    gates[0]!.resolve();
    await settle();
    expect(started).toEqual([0, 1, 2, 3, 4]);
    for (const gate of gates) gate.resolve();
    expect(await result).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('slows the source down to the reader', async () => {
    const { source, state } = counted(1000);
    const iterator = mapFrames((value: number) => value, { concurrency: 4 })(source)[Symbol.asyncIterator]();
    expect(state.pulled).toBe(0);
    await iterator.next();
    await settle();
    expect(state.pulled).toBe(5); // one read, four ahead
    await settle();
    expect(state.pulled).toBe(5);
    await iterator.return?.();
    expect(state.closed).toBe(1);
  });

  it('throws the first error in time, once the other work has been told and has ended', async () => {
    const log: string[] = [];
    const { source, state } = counted(10);
    const slow = deferred();
    const stage = mapFrames(
      async (value: number, { signal }) => {
        if (value === 0) {
          signal.addEventListener('abort', () => log.push(`told: ${signal.reason.message}`));
          await slow.promise;
          log.push('ended');
          throw new Error('a later error');
        }
        if (value === 2) throw new Error('frame 2 is odd');
        return value;
      },
      { concurrency: 3 },
    );
    const result = collect(stage(source)).catch((error) => log.push(`thrown: ${error.message}`));
    await settle();
    expect(log).toEqual(['told: frame 2 is odd']);
    slow.resolve();
    await result;
    expect(log).toEqual(['told: frame 2 is odd', 'ended', 'thrown: frame 2 is odd']);
    expect(state).toMatchObject({ pulled: 3, closed: 1 });
  });

  it('throws an error thrown before any promise was made', async () => {
    const { source, state } = counted(3);
    const stage = mapFrames<number>(() => {
      throw new RangeError('at once');
    });
    await expect(collect(stage(source))).rejects.toThrow(RangeError);
    expect(state.closed).toBe(1);
  });

  it("passes on the source's error, and doesn't close what has ended by itself", async () => {
    let closed = 0;
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('the film is torn')),
        return: async () => ({ done: true, value: closed++ }),
      }),
    };
    await expect(collect(mapFrames((value: number) => value, { concurrency: 2 })(source))).rejects.toThrow('torn');
    expect(closed).toBe(0);
  });

  it('on an early end of reading, tells the work ahead, waits for it and closes the source', async () => {
    const log: string[] = [];
    const { source, state } = counted(100);
    const stage = mapFrames(
      async (value: number, { signal }) => {
        if (value === 0) return value;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => setImmediate(resolve)));
        log.push(`${value} ended`);
        return value;
      },
      { concurrency: 2 },
    );
    for await (const value of stage(source)) {
      expect(value).toBe(0);
      await settle();
      break;
    }
    expect(log).toEqual(['1 ended', '2 ended']);
    expect(state).toMatchObject({ pulled: 3, closed: 1 });
  });

  it("passes on the source's failure to close after an early end of reading", async () => {
    const source = {
      async *[Symbol.asyncIterator]() {
        try {
          yield 1;
          yield 2;
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: the test is about just that
          throw new Error('the decoder would not stop');
        }
      },
    };
    const read = async () => {
      for await (const _ of mapFrames((value: number) => value)(source)) break;
    };
    await expect(read()).rejects.toThrow('the decoder would not stop');
  });

  it('keeps no result in memory that has been read', async () => {
    if (globalThis.gc === undefined) {
      const { setFlagsFromString } = await import('node:v8');
      const { runInNewContext } = await import('node:vm');
      setFlagsFromString('--expose-gc');
      globalThis.gc = runInNewContext('gc');
    }
    const stop = new AbortController();
    const { source } = counted(200);
    const made: WeakRef<object>[] = [];
    const stage = mapFrames((value: number) => ({ value }), { concurrency: 3, signal: stop.signal });
    let alive = 0;
    for await (const result of stage(source)) {
      made.push(new WeakRef(result));
      if (made.length < 150) continue;
      await settle();
      globalThis.gc?.();
      await settle();
      alive = made.filter((reference) => reference.deref() !== undefined).length;
      break;
    }
    // 150 were read; what may still be referenced is the last one or two.
    expect(alive).toBeLessThan(5);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a concurrency of %d', (concurrency) => {
    expect(() => mapFrames((value: number) => value, { concurrency })).toThrow(/options\.concurrency must be/);
  });
});
