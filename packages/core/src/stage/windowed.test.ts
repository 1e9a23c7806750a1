import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowed } from './windowed.ts';

async function* numbers(length: number, state = { pulled: 0, closed: false }) {
  try {
    for (; state.pulled < length; ) yield state.pulled++;
  } finally {
    state.closed = true;
  }
}

async function collect<T>(frames: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const frame of frames) result.push(frame);
  return result;
}

describe('windowed', () => {
  it('clips the window at both ends', async () => {
    expect(await collect(windowed<number>(2)(numbers(4)))).toEqual([
      { frame: 0, before: [], after: [1, 2] },
      { frame: 1, before: [0], after: [2, 3] },
      { frame: 2, before: [0, 1], after: [3] },
      { frame: 3, before: [1, 2], after: [] },
    ]);
  });

  it.each([
    [0, 0, []],
    [3, 0, []],
    [
      0,
      2,
      [
        { frame: 0, before: [], after: [] },
        { frame: 1, before: [], after: [] },
      ],
    ],
    [5, 1, [{ frame: 0, before: [], after: [] }]],
    [
      9,
      2,
      [
        { frame: 0, before: [], after: [1] },
        { frame: 1, before: [0], after: [] },
      ],
    ],
  ])('radius %i over %i elements', async (radius, length, expected) => {
    expect(await collect(windowed<number>(radius)(numbers(length)))).toEqual(expected);
  });

  it('equals slices of the whole stream, for any radius and length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30 }), async (radius, length) => {
        const all = Array.from({ length }, (_, index) => index);
        const expected = all.map((frame) => ({
          frame,
          before: all.slice(Math.max(0, frame - radius), frame),
          after: all.slice(frame + 1, frame + 1 + radius),
        }));
        expect(await collect(windowed<number>(radius)(numbers(length)))).toEqual(expected);
      }),
    );
  });

  it('reads no further than radius ahead', async () => {
    const state = { pulled: 0, closed: false };
    let read = 0;
    for await (const { frame } of windowed<number>(3)(numbers(100, state))) {
      expect(frame).toBe(read++);
      expect(state.pulled).toBe(Math.min(100, frame + 4));
    }
    expect(read).toBe(100);
  });

  it('closes the source when the reader stops early', async () => {
    const state = { pulled: 0, closed: false };
    for await (const { frame } of windowed<number>(1)(numbers(100, state))) if (frame === 5) break;
    expect(state).toEqual({ pulled: 7, closed: true });
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a radius of %d', (radius) => {
    expect(() => windowed(radius)).toThrow(/radius must be a whole number from 0/);
  });
});
