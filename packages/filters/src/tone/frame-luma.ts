import { type ColorRange, ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { meanY } from './luma-histogram.ts';

/** How a picture's codes are to be read. */
export interface FrameLumaOptions {
  /** Whether black and white are 0 and 255 (`full`, the default) or 16 and 235 (`limited`). */
  readonly range?: ColorRange;
}

/**
 * The mean luma by which the tone filters tell dark frames from bright ones, 0 to 1.
 *
 * Full range: mean Y / 255, rounded to 6 digits. Limited range: mean Y / 235, rounded, less 0.07 and at least 0, which
 * is the original's rule and runs from 0 for black to 0.93 for white.
 *
 * @param image - R'G'B', any strides.
 * @throws HavcError `SHAPE_INVALID` when `image` isn't bytes of [height, width, 3]; `OPTION_INVALID` for another range.
 *
 * Source: HAVC's `rgb_equalizer` (havc_utils.py).
 */
export function frameLuma(image: RgbImage, options: FrameLumaOptions = {}): number {
  ensureRgbImage(image, 'image');
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  return lumaOfMean(meanY(image), range);
}

/** {@link frameLuma} of a picture whose mean Y is known. */
export function lumaOfMean(mean: number, range: ColorRange): number {
  const share = Math.round((mean / (range === 'limited' ? 235 : 255)) * 1e6) / 1e6;
  return range === 'limited' ? Math.max(share - 0.07, 0) : share;
}
