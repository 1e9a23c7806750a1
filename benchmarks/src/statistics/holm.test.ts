import { describe, expect, it } from 'vitest';
import { holm } from './holm.ts';

describe('holm', () => {
  it.each([
    [[], []],
    [[0.04], [true]],
    [[0.06], [false]],
    // Limits 0.0167, 0.025, 0.05: the second fails, and the third with it, though 0.04 is below its own.
    [
      [0.04, 0.01, 0.03],
      [false, true, false],
    ],
    [
      [0.01, 0.04, 0.02],
      [true, true, true],
    ],
    [
      [0.03, 0.03],
      [false, false],
    ],
    [[Number.NaN], [false]],
  ])('of %j keeps %j', (chances, expected) => expect(holm(chances)).toEqual(expected));

  it('keeps none of twenty that chance would give', () => {
    expect(holm(Array.from({ length: 20 }, (_, index) => (index + 1) / 20))).not.toContain(true);
  });
});
