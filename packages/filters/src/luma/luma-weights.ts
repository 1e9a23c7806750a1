import { ensureNumber } from '../option-checks.ts';
import { roundHalfEven } from '../round-half-even.ts';

/** Between which lumas a picture counts as neither dark nor bright. */
export interface LumaLimits {
  /** Luma up to which a pixel is dark, 0..1. At 0 the mask is the luma itself. */
  readonly dark: number;
  /** Luma from which a pixel is bright, 0..1. Equal to `dark` it makes a hard mask; below `dark`, all is dark. */
  readonly white: number;
  /**
   * `true` rounds the ramp's slope (a share per luma code) to 3 decimals, as the original does: its mask then reaches
   * white too early or, with limits far apart, never. Default `false`.
   */
  readonly roundedSlope?: boolean;
}

/** How a share comes out of a luma, numbered as in assembly/luma/bright-share.ts. */
const RAMP = 0;
const HARD = 1;
const LUMA = 2;
const WHOLE_LUMA = 3;

/** A way to compute the bright share of each pixel, 0..1, for kernels of `assembly/luma/`. */
export interface LumaWeighting {
  readonly kind: typeof RAMP | typeof HARD | typeof LUMA | typeof WHOLE_LUMA;
  /** The luma where a ramp begins, or that a hard border lies at, 0..255. */
  readonly from: number;
  /** Of a ramp: the share of one luma code. */
  readonly slope: number;
  /** Pixels of an 8-bit Y up to this have a share of 0 without further ado; below 0 there are none. */
  readonly darkest: number;
  /** Pixels of an 8-bit Y from this on have a share of 1; above 255 there are none. */
  readonly brightest: number;
}

/**
 * How bright pixels are between two limits, from 0 (dark) over a ramp to 1 (bright).
 *
 * L = 0.299 R + 0.587 G + 0.114 B, not rounded; t = min(round(255 dark), round(255 white) − 10);
 * share = clip((L − t) / (round(255 white) − t), 0, 1), in 32 bits. With dark = 0: L / 255; with white = 0 as well: L / 255
 * of the whole codes. With dark = white: 1 above round(255 dark), else 0.
 *
 * @param path - of the limits in the caller's options, for messages.
 * @throws HavcError `OPTION_INVALID` for a limit out of range.
 *
 * Source: HAVC's `w_np_rgb_to_gray` and `np_rgb_to_gray` (vsslib/nputils.py).
 */
export function lumaWeighting(limits: LumaLimits, path: string): LumaWeighting {
  const dark = ensureNumber(limits.dark, `${path}.dark`, 0, 1);
  const white = ensureNumber(limits.white, `${path}.white`, 0, 1);
  if (dark > white) return weighting(HARD, 256);
  if (dark === 0) return weighting(white === 0 ? WHOLE_LUMA : LUMA, 0);
  if (dark === white) return weighting(HARD, roundHalfEven(255 * dark));
  const top = roundHalfEven(255 * white);
  const bottom = Math.min(roundHalfEven(255 * dark), top - 10);
  const slope = 1 / (top - bottom);
  return weighting(RAMP, bottom, limits.roundedSlope === true ? Math.round(slope * 1000) / 1000 : slope);
}

function weighting(kind: LumaWeighting['kind'], from: number, slope = 0): LumaWeighting {
  const isLimited = kind === RAMP || kind === HARD;
  return {
    ...{ kind, from, slope },
    // Y and L are less than 0.52 apart: half a code of rounding, and what the factors of Y are rounded by.
    darkest: isLimited ? from - 1 : -1,
    brightest: isLimited ? Math.ceil(from + (kind === RAMP ? 1 / slope : 0) + 0.6) : 256,
  };
}
