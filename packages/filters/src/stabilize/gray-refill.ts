import { ensureNumber } from '../option-checks.ts';

/** Where a neighbour counts as colourless, and what the current picture puts there. */
export interface GrayRefill {
  /** Below this HSV saturation of 0..255, a neighbour's pixel is gray; 0 finds none. Default: 15. */
  readonly threshold?: number;
  /** Factor on the saturation of what is filled in, 0..1. Default: 1. */
  readonly saturation?: number;
  /** How much of the neighbour's own gray stays, 0 (none) to 1 (no refill). Default: 0.2. */
  readonly weight?: number;
  /** A neighbour in which a larger share than this is gray is left as it is; 1 sets no limit. 0..1. Default: 0.8. */
  readonly maxGrayShare?: number;
}

/**
 * The refill with all its defaults, checked.
 *
 * @param path - of the options, for messages.
 * @throws HavcError `OPTION_INVALID` for a number out of range.
 */
export function grayRefill(options: GrayRefill, path: string): Required<GrayRefill> {
  const { threshold = 15, saturation = 1, weight = 0.2, maxGrayShare = 0.8 } = options;
  return {
    threshold: ensureNumber(threshold, `${path}.threshold`, 0, 255),
    saturation: ensureNumber(saturation, `${path}.saturation`, 0, 1),
    weight: ensureNumber(weight, `${path}.weight`, 0, 1),
    maxGrayShare: ensureNumber(maxGrayShare, `${path}.maxGrayShare`, 0, 1),
  };
}

/**
 * Where the mean luma of a picture leaves this range, its colours are unsure and four fifths of the current picture are
 * mixed into every neighbour. The original switches at the limits exactly, from one frame to the next, which shows as a
 * step in a slow fade; here it is faded in over a ramp around them.
 */
const GATE_DARK = 0.22;
const GATE_BRIGHT = 0.78;
const GATE_RAMP = 0.04;
const GATE_SHARE = 0.8;

/** What a neighbour's pixel counts, as a share of 1 that the current picture's refill makes whole. */
export interface RefillShares {
  readonly colored: number;
  readonly gray: number;
}

/**
 * The shares of a neighbour.
 *
 * @param luma - mean of the current picture, 0..1.
 * @param grayShare - of the neighbour's pixels.
 *
 * Source: HAVC's `restore_color` (vsslib/restcolor.py) and `vs_sc_recover_clip_color` (vsslib/vsfilters.py).
 */
export function refillShares(settings: Required<GrayRefill>, luma: number, grayShare: number): RefillShares {
  if (grayShare > settings.maxGrayShare) return { colored: 1, gray: 1 };
  const inside = Math.min(luma - GATE_DARK, GATE_BRIGHT - luma);
  const gate = Math.min(1, Math.max(0, 0.5 - inside / GATE_RAMP));
  return { colored: 1 - GATE_SHARE * gate, gray: settings.weight * (1 - gate) };
}
