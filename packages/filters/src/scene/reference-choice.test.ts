import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { noise } from '../../../core/src/testing/images.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';

/** References among frames given as [strength, luma]; every frame shows a picture of its own unless `plane` is given. */
function choose(
  frames: readonly (readonly [0 | 1 | 2 | 3, number])[],
  options: ReferenceOptions = {},
  { renewed = false, plane = noise(16, 16, 1) } = {},
): number[] {
  const choice = createReferenceChoice({ ...checkReferenceOptions(options), renewed });
  return frames.flatMap(([strength, luma], index) => (choice({ index, strength, luma, plane }) ? [index] : []));
}

describe('createReferenceChoice', () => {
  it('takes frame 0 whatever it looks like, then cuts inside the luma limits', () => {
    expect(
      choose([
        [3, 0.01],
        [0, 0.4],
        [3, 0.4],
        [3, 0.05],
        [3, 0.9],
        [3, 0.69],
      ]),
    ).toEqual([0, 2, 5]);
  });

  it('keeps the minimum interval, which the original did only from bright to dark', () => {
    const frames = Array.from({ length: 12 }, () => [3, 0.4] as const);
    expect(choose(frames, { minimumInterval: 5 })).toEqual([0, 5, 10]);
  });

  it('keeps cuts with a minimum interval and no similarity, which the original dropped', () => {
    const frames = Array.from({ length: 21 }, (_, n) => [n % 10 === 0 ? 3 : 0, 0.4] as const);
    expect(choose(frames, { minimumInterval: 10 })).toEqual([0, 10, 20]);
  });

  it('adds frames that are due, if they are neither dark nor bright', () => {
    const frames = Array.from({ length: 9 }, (_, n) => [0, n === 4 ? 0.05 : 0.4] as const);
    expect(choose(frames, { frequency: 2 })).toEqual([0, 2, 6, 8]);
  });

  it('takes the first well-lit frame of a shot that begins in the dark', () => {
    const shot = [0.5, 0.5, 0.02, 0.05, 0.2, 0.4].map((luma, n) => [n % 2 === 0 && n < 4 ? 3 : 0, luma] as const);
    expect(choose(shot)).toEqual([0]);
    expect(choose(shot, {}, { renewed: true })).toEqual([0, 4]);
  });

  it('lets a cut follow a weaker mark at once', () => {
    expect(
      choose(
        [
          [3, 0.4],
          [0, 0.4],
          [2, 0.4],
          [3, 0.4],
        ],
        { minimumInterval: 2 },
      ),
    ).toEqual([0, 2, 3]);
  });

  it('passes over what looks like the last reference, but not where that was dark', () => {
    const plane = noise(16, 16, 1);
    const alike = { similarity: 0.6 };
    expect(
      choose(
        [
          [3, 0.4],
          [3, 0.4],
        ],
        alike,
        { plane },
      ),
    ).toEqual([0]);
    expect(
      choose(
        [
          [3, 0.15],
          [3, 0.4],
        ],
        alike,
        { plane },
      ),
    ).toEqual([0, 1]);
    const choice = createReferenceChoice({ ...checkReferenceOptions(alike), renewed: false });
    const inverse = ndarray(
      plane.data.map((value) => value >> 3),
      [16, 16],
    );
    expect(choice({ index: 0, strength: 3, luma: 0.4, plane })).toBe(true);
    expect(choice({ index: 1, strength: 3, luma: 0.4, plane: inverse })).toBe(true);
  });

  it.each([
    [{ white: 2 }, 'options.white'],
    [{ black: Number.NaN }, 'options.black'],
    [{ minimumInterval: 0 }, 'options.minimumInterval'],
    [{ frequency: 1.5 }, 'options.frequency'],
    [{ similarity: -1 }, 'options.similarity'],
  ])('refuses %o and names it', (options, name) => {
    expect(() => checkReferenceOptions(options)).toThrow(name);
  });
});
