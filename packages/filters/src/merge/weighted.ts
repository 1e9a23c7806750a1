import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { BLEND_ARITHMETICS, type BlendArithmetic, blendTable } from './blend-table.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { RgbRow } from './rgb-rows.ts';

/** Options of {@link mergeWeighted}. */
export interface WeightedOptions {
  /** Share of the second picture, 0..1. Default 0.4. */
  readonly weight?: number;
  /** How samples are computed and rounded. Default `'pillow'`. */
  readonly arithmetic?: BlendArithmetic;
}

/** Complete options, checked. */
export function weightedSettings(options: WeightedOptions): Required<WeightedOptions> {
  const settings = { ...MERGE_DEFAULTS.simple, ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureOneOf(settings.arithmetic, 'options.arithmetic', BLEND_ARITHMETICS);
  return settings;
}

/**
 * Two pictures mixed sample by sample, in one proportion everywhere: the simple merge.
 *
 * @param first - R'G'B', any strides.
 * @param second - same shape.
 * @param options.weight - of `second`, 0..1, default 0.4. 0 gives `first`, 1 gives `second`.
 * @param options.arithmetic - `'pillow'` (default; truncates), `'numpy'` or `'vapoursynth'` (rounds).
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option.
 *
 * Source: HAVC's merge method 2 (`SimpleMerge` in vsslib/mcomb.py; `vs_simple_merge` in vsslib/vsfilters.py).
 */
export function mergeWeighted(
  first: RgbImage,
  second: RgbImage,
  options: WeightedOptions = {},
  out?: RgbImage,
): RgbImage {
  const { weight, arithmetic } = weightedSettings(options);
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  const result = rgbOutput(out, first);
  blendInto(first, second, blendTable(weight, arithmetic), result);
  return result;
}

/** Writes what `table` has for each pair of samples of two images of one shape; `result` may be either of them. */
export function blendInto(first: RgbImage, second: RgbImage, table: Uint8Array, result: RgbImage): void {
  const own = new RgbRow(first);
  const other = new RgbRow(second);
  const target = new RgbRow(result);
  for (let row = 0; row < first.shape[0]!; row++) {
    own.read(row);
    other.read(row);
    blendRow(table, own.words, other.words, target.words);
    target.write(row);
  }
}

function blendRow(table: Uint8Array, own: Int32Array, other: Int32Array, to: Int32Array): void {
  for (let k = 0; k < to.length; k++) {
    const a = own[k]!;
    const b = other[k]!;
    to[k] =
      table[((a & 0xff) << 8) | (b & 0xff)]! |
      (table[(a & 0xff00) | ((b >>> 8) & 0xff)]! << 8) |
      (table[((a >>> 8) & 0xff00) | ((b >>> 16) & 0xff)]! << 16) |
      (table[((a >>> 16) & 0xff00) | (b >>> 24)]! << 24);
  }
}
