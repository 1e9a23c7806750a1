import { type ColorRange, ensureRgbImage, PixelRun, type Plane, type RgbImage, rgbOutput } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { type ClaheOptions, claheOptions } from './clahe-plane.ts';
import { claheRows, PIXELS_PLACE } from './clahe-rows.ts';
import { rangeLimits } from './code-range.ts';
import { toneKernels } from './kernels.ts';
import { lumaPlane } from './luma-plane.ts';

/** How strong and how local CLAHE is, and to which range the new luma is held. */
export interface ClaheLumaOptions extends ClaheOptions {
  /** The range of the picture's codes: luma is held to 0..255 (`full`, the default) or to 16..235 (`limited`). */
  readonly range?: ColorRange;
}

/**
 * The picture with more local contrast: CLAHE on its luma, colours kept (U and V of OpenCV's 8-bit YUV).
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `rgb_equalizer`, method 0 (havc_utils.py), without its gate and its blend.
 */
export function claheLuma(image: RgbImage, options: ClaheLumaOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { kernels } = toneKernels();
  claheOfLuma(image, lumaPlane(image), options, result, (pixels, _, after, count) =>
    kernels.replaceY(pixels, after, pixels, count),
  );
  return result;
}

/**
 * CLAHE on a picture's luma, held to the range, some rows at a time: `change` makes of the pixels at an address, in place, what the
 * luma before and after asks for.
 *
 * @param result - same shape as `image`; may be `image` itself.
 */
export function claheOfLuma(
  image: RgbImage,
  luma: Plane,
  options: ClaheLumaOptions,
  result: RgbImage,
  change: (pixels: number, before: number, after: number, count: number) => void,
): void {
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const { memory } = toneKernels();
  const from = new PixelRun(image, memory, PIXELS_PLACE);
  const to = new PixelRun(result, memory, PIXELS_PLACE);
  const width = image.shape[1]!;
  claheRows(luma, { ...claheOptions(options), limits: rangeLimits(range) }, (row, rows, before, after) => {
    from.read(row * width, rows * width);
    change(from.address, before, after, rows * width);
    to.write(row * width, rows * width);
  });
}
