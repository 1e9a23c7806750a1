import { ensureNumber } from '../option-checks.ts';

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

/** A way to compute the bright share of each pixel of a row, 0..1. */
export interface LumaWeighting {
  /** Writes the shares of `width` pixels that start at `at` into `weights`. */
  fillRow(weights: Float64Array, data: Uint8Array, at: number, step: number, sampleStep: number, width: number): void;
}

/**
 * How bright pixels are between two limits, from 0 (dark) over a ramp to 1 (bright).
 *
 * L = 0.299 R + 0.587 G + 0.114 B, not rounded; t = min(round(255 dark), round(255 white) − 10);
 * share = clip((L − t) / (round(255 white) − t), 0, 1). With dark = 0: L / 255. With dark = white: 1 above
 * round(255 dark), else 0.
 *
 * @param path - of the limits in the caller's options, for messages.
 * @throws HavcError `OPTION_INVALID` for a limit out of range.
 *
 * Source: HAVC's `w_np_rgb_to_gray` and `np_rgb_to_gray` (vsslib/nputils.py).
 */
export function lumaWeighting(limits: LumaLimits, path: string): LumaWeighting {
  const dark = ensureNumber(limits.dark, `${path}.dark`, 0, 1);
  const white = ensureNumber(limits.white, `${path}.white`, 0, 1);
  if (dark === white) return dark === 0 ? { fillRow: fillWithWholeLuma } : hardWeighting(roundHalfToEven(255 * dark));
  if (dark > white) return { fillRow: (weights) => void weights.fill(0) };
  if (dark === 0) return { fillRow: fillWithLuma };
  const top = roundHalfToEven(255 * white);
  const bottom = Math.min(roundHalfToEven(255 * dark), top - 10);
  const slope = 1 / (top - bottom);
  return rampWeighting(bottom, limits.roundedSlope === true ? Math.round(slope * 1000) / 1000 : slope);
}

function rampWeighting(bottom: number, slope: number): LumaWeighting {
  return {
    fillRow(weights, data, at, step, sampleStep, width) {
      for (let column = 0, i = at; column < width; column++, i += step) {
        const L = data[i]! * 0.299 + data[i + sampleStep]! * 0.587 + data[i + 2 * sampleStep]! * 0.114;
        const share = (L - bottom) * slope;
        // The original keeps shares as 32-bit floats.
        weights[column] = share <= 0 ? 0 : share >= 1 ? 1 : Math.fround(share);
      }
    },
  };
}

function hardWeighting(threshold: number): LumaWeighting {
  return {
    fillRow(weights, data, at, step, sampleStep, width) {
      for (let column = 0, i = at; column < width; column++, i += step) {
        const L = data[i]! * 0.299 + data[i + sampleStep]! * 0.587 + data[i + 2 * sampleStep]! * 0.114;
        weights[column] = L > threshold ? 1 : 0;
      }
    },
  };
}

const fillWithLuma: LumaWeighting['fillRow'] = (weights, data, at, step, sampleStep, width) => {
  for (let column = 0, i = at; column < width; column++, i += step) {
    const L = data[i]! * 0.299 + data[i + sampleStep]! * 0.587 + data[i + 2 * sampleStep]! * 0.114;
    weights[column] = Math.min(255, L) / 255;
  }
};

const fillWithWholeLuma: LumaWeighting['fillRow'] = (weights, data, at, step, sampleStep, width) => {
  for (let column = 0, i = at; column < width; column++, i += step) {
    const L = data[i]! * 0.299 + data[i + sampleStep]! * 0.587 + data[i + 2 * sampleStep]! * 0.114;
    weights[column] = Math.trunc(Math.min(255, L)) / 255;
  }
};

/** Rounding of Python's `round`, which the original's limits went through: 76.5 is 76. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
