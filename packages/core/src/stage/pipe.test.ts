import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Frame, Stage } from '../frame.ts';
import { mapFrames } from './map-frames.ts';
import { pipe } from './pipe.ts';
import { type FrameWindow, windowed } from './windowed.ts';

function counted(length: number) {
  const state = { pulled: 0, closed: 0 };
  async function* source() {
    try {
      for (let index = 0; index < length; index++) {
        state.pulled++;
        yield index;
      }
    } finally {
      state.closed++;
    }
  }
  return { source: source(), state };
}

async function collect<T>(frames: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const frame of frames) result.push(frame);
  return result;
}

const double: Stage<number> = mapFrames((value: number) => value * 2);
const name: Stage<number, string> = mapFrames((value: number) => `#${value}`);

describe('pipe', () => {
  it('applies stages from left to right', async () => {
    const { source, state } = counted(3);
    expect(await collect(pipe(source, double, windowed(1), mapFrames(sum), name))).toEqual(['#2', '#6', '#6']);
    expect(state).toEqual({ pulled: 3, closed: 1 });
  });

  it('takes an array as a source, and no stage at all', async () => {
    expect(await collect(pipe([1, 2, 3]))).toEqual([1, 2, 3]);
    expect(await collect(pipe([7], name))).toEqual(['#7']);
  });

  it('lets types flow from the source through the stages', () => {
    const numbers = counted(0).source;
    expectTypeOf(pipe(numbers, double, name)).toEqualTypeOf<AsyncGenerator<string, void, undefined>>();
    expectTypeOf(pipe(numbers, windowed(2))).toEqualTypeOf<AsyncGenerator<FrameWindow<number>, void, undefined>>();
    const mapped = pipe(
      numbers,
      mapFrames((value) => [value.toFixed(1)]),
    );
    expectTypeOf(mapped).toEqualTypeOf<AsyncGenerator<string[], void, undefined>>();
    const keepFrames = (source: AsyncIterable<Frame>, stages: Stage[]) => pipe(source, ...stages);
    expectTypeOf(keepFrames).returns.toEqualTypeOf<AsyncGenerator<Frame, void, undefined>>();
    // @ts-expect-error a stage over strings can't follow one that gives numbers
    pipe(numbers, double, (frames: AsyncIterable<string>) => frames);
  });

  it('runs nothing before the result is read', () => {
    const { source, state } = counted(3);
    pipe(source, double);
    expect(state).toEqual({ pulled: 0, closed: 0 });
  });

  it('closes the source when the reader stops early', async () => {
    const { source, state } = counted(100);
    for await (const value of pipe(source, double, name)) if (value === '#4') break;
    expect(state.closed).toBe(1);
    expect(state.pulled).toBeLessThan(8);
  });

  it('closes the source even where a stage forgets to', async () => {
    const { source, state } = counted(100);
    const forgetful: Stage<number> = (frames) => {
      const iterator = frames[Symbol.asyncIterator]();
      return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
    };
    for await (const value of pipe(source, forgetful)) if (value === 2) break;
    expect(state).toEqual({ pulled: 3, closed: 1 });
  });

  it("passes on a stage's error and closes the source", async () => {
    const { source, state } = counted(100);
    const broken = mapFrames((value: number) => {
      if (value === 2) throw new Error('frame 2 is odd');
      return value;
    });
    await expect(collect(pipe(source, broken, double))).rejects.toThrow('frame 2 is odd');
    expect(state.closed).toBe(1);
  });

  it("passes on a stage's error although the source hangs", async () => {
    const hanging: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    const stop = new AbortController();
    const result = collect(
      pipe(
        hanging,
        mapFrames<number>((value) => value, { signal: stop.signal }),
        double,
      ),
    );
    stop.abort();
    await expect(result).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it("passes on the source's error", async () => {
    async function* failing() {
      yield 1;
      throw new Error('the film is torn');
    }
    await expect(collect(pipe(failing(), double, windowed(3)))).rejects.toThrow('the film is torn');
  });
});

describe('stages in node streams', () => {
  it('work in stream.pipeline', async () => {
    const { source, state } = counted(5);
    const seen: string[] = [];
    await pipeline(source, double, name, async (frames: AsyncIterable<string>) => {
      for await (const frame of frames) seen.push(frame);
    });
    expect(seen).toEqual(['#0', '#2', '#4', '#6', '#8']);
    expect(state.closed).toBe(1);
  });

  it('pass errors through stream.pipeline and close the source', async () => {
    const { source, state } = counted(50);
    const failed = pipeline(source, double, async (frames: AsyncIterable<number>) => {
      for await (const frame of frames) if (frame === 6) throw new Error('the disk is full');
    });
    await expect(failed).rejects.toThrow('the disk is full');
    expect(state.closed).toBe(1);
  });

  it('work in stream.compose', async () => {
    const stream = [double, windowed(1), mapFrames(sum)].reduce<Readable>(
      (stream, stage) => stream.compose(stage) as Readable,
      Readable.from(counted(4).source),
    );
    expect(await collect(stream)).toEqual([2, 6, 12, 10]);
  });
});

function sum({ before, frame, after }: FrameWindow<number>): number {
  return [...before, frame, ...after].reduce((a, b) => a + b, 0);
}
