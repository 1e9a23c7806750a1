import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { mapLuma } from './map-luma.ts';

/** How much brighter. */
export interface BrightnessOptions {
  /** Added to luma, in codes: −255 (black) to 255 (white), default 0. */
  readonly brightness?: number;
}

/**
 * The picture brighter or darker by a constant, colours kept: Y of OpenCV's 8-bit YUV plus `brightness`, clipped to
 * 0..255, fractions cut off.
 *
 * Brightness is always in codes here. The original takes a share of 255 in this function and elsewhere either of the
 * two, depending on whether the number is below 1.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a
 * brightness out of range.
 *
 * Source: HAVC's `image_brightness` (vsslib/imfilters.py), which computes in 32-bit floats.
 */
export function adjustBrightness(image: RgbImage, options: BrightnessOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const share = ensureNumber(options.brightness ?? 0, 'options.brightness', -255, 255) / 255;
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    table[code] = share === 0 ? code : Math.fround(Math.fround(Math.min(1, Math.max(0, code / 255 + share))) * 255);
  }
  return mapLuma(image, table, out);
}
