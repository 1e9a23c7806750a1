import { describe, expect, it } from 'vitest';
import { median, spread } from './median.ts';

describe('median', () => {
  it.each([
    [[3], 3],
    [[10, 1, 2], 2],
    [[4, 1, 2, 100], 3],
    [[10, 9, 100, 1], 9.5],
  ])('of %j is %d', (values, middle) => expect(median(values)).toBe(middle));

  it('of nothing is not a number', () => expect(median([])).toBeNaN());
});

it('spread is the range in parts of the median', () => {
  expect(spread([10, 8, 12])).toBeCloseTo(0.4, 12);
  expect(spread([5])).toBe(0);
});
