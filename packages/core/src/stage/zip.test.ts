import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { HavcError } from '../error.ts';
import { zip } from './zip.ts';

function counted(length: number, failAt = Number.POSITIVE_INFINITY) {
  const state = { pulled: 0, closed: 0 };
  async function* source() {
    try {
      while (state.pulled < length) {
        if (state.pulled === failAt) throw new Error('the film is torn');
        yield state.pulled++;
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

const hanging: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };

describe('zip', () => {
  it('pairs two streams', async () => {
    async function* letters() {
      yield* 'abc';
    }
    const pairs = zip(counted(3).source, letters());
    expectTypeOf(pairs).toEqualTypeOf<AsyncGenerator<[number, string], void, undefined>>();
    expect(await collect(pairs)).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ]);
  });

  it('gives no pair for two empty streams', async () => {
    expect(await collect(zip(counted(0).source, counted(0).source))).toEqual([]);
  });

  it('pairs to the shorter length, or refuses different lengths, and closes both', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(8), fc.nat(8), fc.boolean(), async (lengthA, lengthB, shortest) => {
        const a = counted(lengthA);
        const b = counted(lengthB);
        const expected = Array.from({ length: Math.min(lengthA, lengthB) }, (_, index) => [index, index]);
        const seen: [number, number][] = [];
        let error: unknown;
        try {
          for await (const pair of zip(a.source, b.source, { shortest })) seen.push(pair);
        } catch (caught) {
          error = caught;
        }
        expect(seen).toEqual(expected);
        expect(HavcError.is(error, 'SHAPE_INVALID')).toBe(lengthA !== lengthB && !shortest);
        expect([a.state.closed, b.state.closed]).toEqual([1, 1]);
      }),
    );
  });

  it.each([
    [2, 4, 'The first stream ended after 2 elements, but the second goes on'],
    [4, 2, 'The second stream ended after 2 elements, but the first goes on'],
  ])('says which of %i and %i elements ended first', async (lengthA, lengthB, message) => {
    await expect(collect(zip(counted(lengthA).source, counted(lengthB).source))).rejects.toThrow(message);
  });

  it('closes both when the reader stops early', async () => {
    const a = counted(9);
    const b = counted(9);
    for await (const [x] of zip(a.source, b.source)) if (x === 2) break;
    expect(a.state).toEqual({ pulled: 3, closed: 1 });
    expect(b.state).toEqual({ pulled: 3, closed: 1 });
  });

  it("passes on one stream's error and closes the other", async () => {
    const a = counted(9);
    const b = counted(9, 4);
    await expect(collect(zip(a.source, b.source))).rejects.toThrow('the film is torn');
    expect(a.state).toEqual({ pulled: 5, closed: 1 });
  });

  it('ends at once when aborted, although a stream hangs', async () => {
    const stop = new AbortController();
    const a = counted(9);
    const result = collect(zip(a.source, hanging, { signal: stop.signal }));
    setImmediate(() => stop.abort());
    await expect(result).rejects.toMatchObject({ code: 'ABORTED' });
    expect(a.state.closed).toBe(1);
  });
});
