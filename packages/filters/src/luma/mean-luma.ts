import { ensureRgbImage, type RgbImage } from '@havc/core';

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
  const { data } = image;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  let sum = 0;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    // A row's sum stays far below 2^31, so that the loop runs on integers.
    let rowSum = 0;
    for (let column = 0; column < width; column++, i += step) {
      // The factors of OpenCV's 8-bit conversion, with 14 bits after the point.
      rowSum = (rowSum + ((4899 * data[i]! + 9617 * data[i + g]! + 1868 * data[i + 2 * g]! + 8192) >> 14)) | 0;
    }
    sum += rowSum;
  }
  return Math.round((sum / (width * height) / 255) * 1e6) / 1e6;
}
