import { ensureRgbImage, PixelRun, type RgbImage, RUN_PIXELS } from '@havc/core';
import { lumaKernels } from './kernels.ts';

/**
 * The mean luma of a picture, 0 (black) to 1 (white), rounded to 6 digits.
 *
 * Luma is BT.601's Y as OpenCV rounds it to 8 bits; filters that act on dark or bright frames compare this number with
 * their limits.
 *
 * @param image - R'G'B', full range, any strides.
 * @throws HavcError `SHAPE_INVALID` when `image` isn't bytes of [height, width, 3].
 *
 * Source: HAVC's `get_image_luma` (vsslib/imfilters.py).
 */
export function meanLuma(image: RgbImage): number {
  ensureRgbImage(image, 'image');
  const { kernels, memory } = lumaKernels();
  const run = new PixelRun(image, memory, 0);
  const pixels = image.shape[0]! * image.shape[1]!;
  let sum = 0;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    sum += kernels.sumLuma(run.address, length);
  }
  return Math.round((sum / pixels / 255) * 1e6) / 1e6;
}
