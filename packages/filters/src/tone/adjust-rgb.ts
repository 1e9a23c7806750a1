import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { balanceGains } from './balance-rgb.ts';
import { type CodeTables, codeTable, mapCodes } from './map-codes.ts';

/** Gain, bias and gamma of each channel. */
export interface AdjustRgbOptions {
  /** How far the white is balanced before, 0..1, default 0. */
  readonly balance?: number;
  /** By which R', G' and B' are multiplied, 0..255 each, default [1, 1, 1]. */
  readonly factors?: readonly [number, number, number];
  /** Added after that, in codes, −255..255 each, default [0, 0, 0]. */
  readonly bias?: readonly [number, number, number];
  /** Above 1 brightens the middle, below 1 darkens it; 0.01..10 each, default [1, 1, 1]. */
  readonly gamma?: readonly [number, number, number];
}

/**
 * The picture with gain, bias and gamma of its own for each channel, after a white balance if one is asked for.
 *
 * v' = 255 · clip(v · (1 + balance · (gain − 1)) · factor + bias, 0, 255) / 255)^(1 / gamma), in float, rounded once.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `adjust_rgb` (havc_utils.py), which rounds to 8 bits after each step and adds 256/255 of the bias.
 */
export function adjustRgb(image: RgbImage, options: AdjustRgbOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const balance = ensureNumber(options.balance ?? 0, 'options.balance', 0, 1);
  const factors = ensureEach(options.factors ?? [1, 1, 1], 'options.factors', 0, 255);
  const bias = ensureEach(options.bias ?? [0, 0, 0], 'options.bias', -255, 255);
  const gamma = ensureEach(options.gamma ?? [1, 1, 1], 'options.gamma', 0.01, 10);
  const gains = balance === 0 ? [1, 1, 1] : balanceGains(image);
  const table = (n: 0 | 1 | 2) => {
    const gain = (1 + balance * (gains[n]! - 1)) * factors[n];
    return codeTable((code) => {
      const value = Math.min(255, Math.max(0, code * gain + bias[n]));
      return gamma[n] === 1 ? value : (value / 255) ** (1 / gamma[n]) * 255;
    });
  };
  const tables: CodeTables = [table(0), table(1), table(2)];
  return mapCodes(image, tables, out);
}

function ensureEach(
  values: readonly [number, number, number],
  path: string,
  from: number,
  to: number,
): readonly [number, number, number] {
  for (const n of [0, 1, 2]) ensureNumber(values[n] as number, `${path}[${n}]`, from, to);
  return values;
}
