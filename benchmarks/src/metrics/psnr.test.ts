import { expect, it } from 'vitest';
import { errorOfPsnr, psnrOfError } from './psnr.ts';

it.each([
  [65025, 0],
  [650.25, 20],
  [1, 48.1308],
])('a mean squared error of %d is %d dB, and back', (error, decibels) => {
  expect(psnrOfError(error)).toBeCloseTo(decibels, 4);
  expect(errorOfPsnr(psnrOfError(error))).toBeCloseTo(error, 6);
});

it('no error has no number of decibels', () => {
  expect(psnrOfError(0)).toBeNull();
  expect(errorOfPsnr(null)).toBe(0);
});
