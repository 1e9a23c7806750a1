import { ensureRgbImage, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { type ClaheOptions, claheOptions } from './clahe-plane.ts';
import { claheRows, PIXELS_RESULT_PLACE } from './clahe-rows.ts';
import { toneKernels } from './kernels.ts';

/**
 * The picture with more local contrast in each channel: CLAHE on R', G' and B' apart. Local colour casts go too.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `rgb_equalizer`, method 2 (havc_utils.py), without its gate and its blend.
 */
export function claheRgb(image: RgbImage, options: ClaheOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const checked = claheOptions(options);
  const result = rgbOutput(out, image);
  const run = new PixelRun(result, toneKernels().memory, PIXELS_RESULT_PLACE);
  const width = image.shape[1]!;
  claheRows(image, checked, (row, rows) => run.write(row * width, rows * width));
  return result;
}
