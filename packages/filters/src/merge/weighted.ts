import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { BLEND_ARITHMETICS, type BlendArithmetic, blendTable } from './blend-table.ts';
import { MERGE_DEFAULTS } from './defaults.ts';

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
  const a = first.data;
  const b = second.data;
  const to = result.data;
  const [height, width] = first.shape as [number, number];
  const [rowStep, step, sampleStep] = first.stride as [number, number, number];
  const [otherRowStep, otherStep, otherSampleStep] = second.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let i = first.offset + row * rowStep;
    let j = second.offset + row * otherRowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
      const R = table[(a[i]! << 8) | b[j]!]!;
      const G = table[(a[i + sampleStep]! << 8) | b[j + otherSampleStep]!]!;
      const B = table[(a[i + 2 * sampleStep]! << 8) | b[j + 2 * otherSampleStep]!]!;
      to[o] = R;
      to[o + toSampleStep] = G;
      to[o + 2 * toSampleStep] = B;
    }
  }
}
