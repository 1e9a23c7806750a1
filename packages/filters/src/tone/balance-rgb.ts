import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { channelHistograms } from './equalize-rgb.ts';
import { meanOfHistogram } from './luma-histogram.ts';
import { type CodeTables, mapCodes } from './map-codes.ts';

/** How far the channels' means are brought together. */
export interface BalanceOptions {
  /** Share of the balanced picture, 0..1, default 0.5. 0 changes nothing. */
  readonly strength?: number;
  /** By which R', G' and B' are multiplied besides, 0..255 each, default [1, 1, 1]. */
  readonly factors?: readonly [number, number, number];
}

/**
 * The picture with its white balanced: each channel multiplied so that the three means come together (gray world),
 * mixed with the picture as it was.
 *
 * gain = factor · corr / max(mean B, √((corr_R² + corr_G² + corr_B²) / 3)), corr = max(means) / mean of the channel.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `rgb_balance` (havc_utils.py): a 32-bit product rounded to 8 bits, then VapourSynth's `std.Merge`.
 */
export function balanceRgb(image: RgbImage, options: BalanceOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const strength = ensureNumber(options.strength ?? 0.5, 'options.strength', 0, 1);
  const gains = balanceGains(image, options.factors);
  // The weight of the unbalanced picture, as a fraction of 2^15.
  const weight = Math.min(Math.floor((1 - strength) * 32768 + 0.5), 32767);
  const [red, green, blue] = gains.map((gain) => {
    const single = Math.fround(gain);
    return Uint8Array.from({ length: 256 }, (_, code) => {
      if (strength === 0) return code;
      const balanced = Math.min(255, roundHalfEven(Math.fround(code * single)));
      return strength === 1 ? balanced : balanced + (((code - balanced) * weight + 16384) >> 15);
    });
  }) as [Uint8Array, Uint8Array, Uint8Array];
  const tables: CodeTables = [red, green, blue];
  return mapCodes(image, tables, out);
}

/**
 * By what each channel of a picture has to be multiplied to balance its white, times `factors`.
 *
 * @param image - R'G'B', any strides.
 * @param factors - 0..255 each, default [1, 1, 1].
 * @throws HavcError `SHAPE_INVALID` when `image` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a factor.
 */
export function balanceGains(
  image: RgbImage,
  factors: readonly [number, number, number] = [1, 1, 1],
): [number, number, number] {
  ensureRgbImage(image, 'image');
  for (const [n, factor] of factors.entries()) ensureNumber(factor, `options.factors[${n}]`, 0, 255);
  const [red, green, blue] = channelHistograms(image).map((histogram) => meanOfHistogram(histogram) / 255) as [
    number,
    number,
    number,
  ];
  const tiny = 1e-9;
  const most = Math.max(red, green, blue);
  const [r, g, b] = [most / Math.max(red, tiny), most / Math.max(green, tiny), most / Math.max(blue, tiny)];
  const norm = Math.max(blue, Math.sqrt(r * r + g * g + b * b) / Math.sqrt(3), tiny);
  return [
    eightDigits((factors[0] * r) / norm),
    eightDigits((factors[1] * g) / norm),
    eightDigits((factors[2] * b) / norm),
  ];
}

/** The original rounds its gains to 8 digits. */
function eightDigits(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}
