import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

describe('quantile', () => {
  it.each([
    [[7], 0.95, 7],
    [[3, 1, 2], 0, 1],
    [[3, 1, 2], 1, 3],
    [[3, 1, 2], 0.5, 2],
    [[10, 20], 0.25, 12.5],
    // Ten values lie at steps of 1/9: 0.95 is 0.55 of the way from the ninth to the tenth.
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.95, 9 + 0.55 * 91],
  ])('of %j at %d is %d', (values, share, expected) => expect(quantile(values, share)).toBeCloseTo(expected, 12));

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is not a number', () => expect(quantile([], 0.5)).toBeNaN());
});
