import { type ColorRange, ensureRgbImage, type Plane, type RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { type ClaheOptions, clahePlane } from './clahe-plane.ts';
import { rangeLimits } from './code-range.ts';
import { lumaPlane } from './luma-plane.ts';
import { withLuma } from './with-luma.ts';

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
  const luma = lumaPlane(image);
  return withLuma(image, claheOfLuma(luma, options, luma), out);
}

/** CLAHE on a plane of luma without gaps, held to the range; `out` may be `luma`. */
export function claheOfLuma(luma: Plane, options: ClaheLumaOptions, out?: Plane): Plane {
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const result = clahePlane(luma, options, out);
  if (range === 'limited') {
    const { black, white } = rangeLimits(range);
    const { data } = result;
    for (let n = 0; n < data.length; n++) data[n] = Math.min(white, Math.max(black, data[n]!));
  }
  return result;
}
