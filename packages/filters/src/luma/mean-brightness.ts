import { ensureRgbImage, PixelRun, type RgbImage, RUN_PIXELS } from '@havc/core';
import { lumaKernels } from './kernels.ts';

/**
 * The mean brightness of a picture, 0 (black) to 1: that of HSV, the largest of R', G' and B' of each pixel. Saturated
 * colours count as bright, other than with {@link meanLuma}.
 *
 * @param image - R'G'B', full range, any strides.
 * @throws HavcError `SHAPE_INVALID` when `image` isn't bytes of [height, width, 3].
 *
 * Source: HAVC's `get_image_brightness` (vsslib/imfilters.py).
 */
export function meanBrightness(image: RgbImage): number {
  ensureRgbImage(image, 'image');
  const { kernels, memory } = lumaKernels();
  const run = new PixelRun(image, memory, 0);
  const pixels = image.shape[0]! * image.shape[1]!;
  let sum = 0;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    sum += kernels.sumBrightness(run.address, length);
  }
  return sum / pixels / 255;
}
