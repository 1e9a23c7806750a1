import { ensureRgbImage, type RgbImage } from '@havc/core';

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
  const { data } = image;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  let sum = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0, i = image.offset + row * rowStep; column < width; column++, i += step) {
      sum += Math.max(data[i]!, data[i + sampleStep]!, data[i + 2 * sampleStep]!);
    }
  }
  return sum / (width * height) / 255;
}
