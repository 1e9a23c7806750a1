import { ensureNumber } from '../option-checks.ts';

/** How much of a tone filter dark frames keep. */
export interface DarkBlend {
  /** Mean luma, 0..1, below which a frame counts as dark. */
  readonly below: number;
  /** How fast the share falls with luma, 0..10. */
  readonly power: number;
  /** The share that even a black frame gets, 0..1. */
  readonly least: number;
  /** The share just below `below`, 0..1. */
  readonly most: number;
  /** Width in luma, 0..1, of the ramp from `most` at `below` to all above it. 0 jumps, as the original does. */
  readonly softness: number;
}

/**
 * How much of a tone filter's result a frame of this mean luma gets; the rest is the frame as it was.
 *
 * Below the limit: max(most · (luma / below)^power, least), rounded to 6 digits. From there a ramp leads to 1.
 *
 * @param luma - mean luma of the frame, 0..1.
 * @returns a weight of 0..1.
 * @throws HavcError `OPTION_INVALID` for a number out of range.
 *
 * Source: HAVC's `image_luma_blend` (vsslib/imfilters.py), which jumps from 0.9 to 1 at the limit.
 */
export function darkBlendWeight(luma: number, blend: DarkBlend): number {
  const value = ensureNumber(luma, 'luma', 0, 1);
  const below = ensureNumber(blend.below, 'darkBlend.below', 0, 1);
  const power = ensureNumber(blend.power, 'darkBlend.power', 0, 10);
  const least = ensureNumber(blend.least, 'darkBlend.least', 0, 1);
  const most = ensureNumber(blend.most, 'darkBlend.most', 0, 1);
  const softness = ensureNumber(blend.softness, 'darkBlend.softness', 0, 1);
  if (value < below) return darkShare(value / below, power, least, most);
  if (value - below >= softness) return 1;
  const edge = Math.max(most, least);
  return edge + ((1 - edge) * (value - below)) / softness;
}

/** max(most · brightness^power, least), rounded to 6 digits; `brightness` is 1 at the limit. Checked by the caller. */
export function darkShare(brightness: number, power: number, least: number, most: number): number {
  return Math.round(Math.max(most * brightness ** power, least) * 1e6) / 1e6;
}
