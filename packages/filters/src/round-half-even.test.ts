import { expect, it } from 'vitest';
import { roundHalfEven } from './round-half-even.ts';

// Values of Python's round.
it.each([
  [76.5, 76],
  [77.5, 78],
  [0.5, 0],
  [1.5, 2],
  [76.49, 76],
  [76.51, 77],
  [255, 255],
])('rounds %f to %d', (value, rounded) => {
  expect(roundHalfEven(value)).toBe(rounded);
});
