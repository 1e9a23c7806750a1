import { ensureApart, ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';

/**
 * Checks two pictures and `out` for a kernel that reads neighbours, or that reads the pictures more than once.
 *
 * @returns `out`, or a new image.
 */
export function ensureMergePair(first: RgbImage, second: RgbImage, out: RgbImage | undefined): RgbImage {
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  const result = rgbOutput(out, first);
  ensureApart(result, first, ['out', 'first']);
  ensureApart(result, second, ['out', 'second']);
  return result;
}
