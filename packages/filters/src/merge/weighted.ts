import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { BLEND_ARITHMETICS, type BlendArithmetic, blendTable } from './blend-table.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { RowReader, RowWriter } from './rgb-rows.ts';

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
  const [height, width] = first.shape as [number, number];
  const own = new RowReader(first);
  const other = new RowReader(second);
  const target = new RowWriter(result);
  for (let row = 0; row < height; row++) {
    own.moveTo(row);
    other.moveTo(row);
    target.moveTo(row);
    blendRow(table, own.data, own.at, other.data, other.at, target.data, target.at, width);
    target.store(row);
  }
}

/** Two pixels at a time: a step of the loop costs as much as a sample. */
function blendRow(
  table: Uint8Array,
  own: Uint8Array,
  ownAt: number,
  other: Uint8Array,
  otherAt: number,
  to: Uint8Array,
  toAt: number,
  width: number,
): void {
  let n = 0;
  for (const end = 6 * (width >> 1); n < end; n += 6) {
    const i = ownAt + n;
    const j = otherAt + n;
    const o = toAt + n;
    to[o] = table[(own[i]! << 8) | other[j]!]!;
    to[o + 1] = table[(own[i + 1]! << 8) | other[j + 1]!]!;
    to[o + 2] = table[(own[i + 2]! << 8) | other[j + 2]!]!;
    to[o + 3] = table[(own[i + 3]! << 8) | other[j + 3]!]!;
    to[o + 4] = table[(own[i + 4]! << 8) | other[j + 4]!]!;
    to[o + 5] = table[(own[i + 5]! << 8) | other[j + 5]!]!;
  }
  for (; n < 3 * width; n++) to[toAt + n] = table[(own[ownAt + n]! << 8) | other[otherAt + n]!]!;
}
