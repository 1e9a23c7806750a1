import { ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { chromaKernels } from './kernels.ts';

/**
 * The picture with more or less colour: gray + factor · (picture − gray), truncated, bit for bit as Pillow's "Color"
 * enhancer does it.
 *
 * Gray is Pillow's 8-bit luma, (19595 R + 38470 G + 7471 B + 32768) / 65536.
 *
 * @param image - R'G'B', full range, any strides.
 * @param factor - 0 (gray) to 10; 1 changes nothing; beyond it samples are clipped to 0..255.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a
 * factor out of range.
 *
 * Source: Pillow 9.4, ImageEnhance.Color, src/libImaging/Blend.c and Convert.c.
 */
export function saturate(image: RgbImage, factor: number, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureNumber(factor, 'factor', 0, 10);
  const result = rgbOutput(out, image);
  const { kernels, memory } = chromaKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.saturate(from.address, to.address, pixels, factor));
  return result;
}
