import { expect, it } from 'vitest';
import { formatTimeCode } from './time-code.ts';

it.each([
  [0, '00:00:00.000'],
  [62.345, '00:01:02.345'],
  [59.9996, '00:01:00.000'],
  [3599.9994, '00:59:59.999'],
  [3661.0005, '01:01:01.001'],
  [360_000, '100:00:00.000'],
  [-0.001, '00:00:00.000'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatTimeCode(seconds)).toBe(text);
});
