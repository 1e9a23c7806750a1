import { type ColorRange, ensureRgbImage, type RgbImage, rgbToGray } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { lumaHistogram } from '../scene/luma-histogram.ts';
import { rangeLimits } from './code-range.ts';
import { mapCodes } from './map-codes.ts';

/** How far a picture's codes are stretched. */
export interface StretchOptions {
  /** Share of the pixels that may be lost to black and white together, 0..1, default 0.01: half of it at each end. */
  readonly cut?: number;
  /**
   * What becomes of codes that fall below black. `clip` (the default) makes them black. `mirror` takes the absolute
   * value, as the original's first way does through OpenCV's `convertScaleAbs`: deep shadows light up. It exists to
   * compare with the original.
   */
  readonly shadows?: 'clip' | 'mirror';
  /** The range of the picture's codes: 0..255 (`full`, the default) or 16..235 (`limited`). */
  readonly range?: ColorRange;
}

/**
 * The picture with its gray histogram stretched to white and black, R', G' and B' alike.
 *
 * code' = α · (code − low), α = white / (high − low), where less than `cut` / 2 of the pixels are below `low` or above
 * `high`; `clip` cuts off fractions and holds codes to the range, `mirror` rounds.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `autolevels_with_Scale` (havc_utils.py), which none of its presets reaches.
 */
export function stretchHistogram(image: RgbImage, options: StretchOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const cut = ensureNumber(options.cut ?? 0.01, 'options.cut', 0, 1);
  const shadows = ensureOneOf(options.shadows ?? 'clip', 'options.shadows', ['clip', 'mirror']);
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const { black, white } = rangeLimits(range);
  const { low, high } = ends(lumaHistogram(rgbToGray(image)), cut, white);
  const gain = white / Math.max(high - low, 1);
  const offset = -low * gain;
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    table[code] =
      shadows === 'clip'
        ? Math.min(white, Math.max(black, code * gain + offset))
        : Math.min(255, roundHalfEven(Math.abs(mirroredCode(code, gain, offset))));
  }
  return mapCodes(image, [table, table, table], out);
}

/** OpenCV computes in 32-bit floats. */
function mirroredCode(code: number, gain: number, offset: number): number {
  return Math.fround(Math.fround(code * Math.fround(gain)) + Math.fround(offset));
}

/** The codes between which all but `cut` of the pixels lie, of those up to `white`. */
function ends(histogram: Uint32Array, cut: number, white: number): { low: number; high: number } {
  const reached = new Float64Array(white + 1);
  let total = 0;
  for (let code = 0; code <= white; code++) {
    total += histogram[code]!;
    reached[code] = total;
  }
  const lost = (cut * total) / 2;
  let low = 0;
  while (low < white && reached[low]! < lost) low++;
  let high = white;
  while (high > 0 && reached[high]! >= total - lost) high--;
  return { low, high };
}
