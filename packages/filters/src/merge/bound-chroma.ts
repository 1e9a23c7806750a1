import { PixelRun, type RgbImage } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { mergeKernels } from './kernels.ts';
import { overBounds } from './over-bounds.ts';

/**
 * Writes the first picture with the chroma of the second, held within bounds around the first's own, mixed with the
 * first, in one pass.
 *
 * Y of `first`, U and V of `second` within the bounds, all in OpenCV's 8-bit YUV, back to R'G'B', then the mix as
 * `blendImages` computes it.
 *
 * @param weight - of the bounded picture, 0..1.
 * @param result - checked by `ensureMergePair`.
 * @returns the mean luma of what was written, 0..1, rounded to 6 digits, as `meanLuma` gives it.
 */
export function boundChroma(
  first: RgbImage,
  second: RgbImage,
  bounds: ChromaBounds,
  weight: number,
  result: RgbImage,
): number {
  const { kernels, memory } = mergeKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  let sum = 0;
  overBounds(first, bounds, (start, pixels, texture, limits) => {
    own.read(start, pixels);
    other.read(start, pixels);
    kernels.boundChroma(own.address, other.address, texture, to.address, pixels, limits);
    kernels.blend(own.address, to.address, to.address, 3 * pixels, weight);
    sum += kernels.sumLuma(to.address, pixels);
    to.write(start, pixels);
  });
  return Math.round((sum / (first.shape[0]! * first.shape[1]!) / 255) * 1e6) / 1e6;
}
