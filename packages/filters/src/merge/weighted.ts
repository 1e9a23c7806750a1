import { blendImages, ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { mergeKernels } from './kernels.ts';

/**
 * Whose arithmetic a weighted mean of two bytes follows.
 *
 * - `'pillow'`: first + weight · (second − first) in 32-bit floats, truncated (`Image.blend`).
 * - `'numpy'`: first · (1 − weight) + second · weight in 64-bit floats, truncated. Two equal samples can come out one
 *   lower, where the sum falls a hair short.
 * - `'vapoursynth'`: the weight in 15-bit fixed point, rounded half up (`std.Merge`); 0 and 1 give either input.
 */
export type BlendArithmetic = 'pillow' | 'numpy' | 'vapoursynth';

/** The names that {@link BlendArithmetic} knows, for checks. */
const BLEND_ARITHMETICS: readonly BlendArithmetic[] = ['pillow', 'numpy', 'vapoursynth'];

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
  // At both ends Pillow's arithmetic is exact, as VapourSynth's is by exception.
  const isEither = arithmetic === 'vapoursynth' && (weight === 0 || weight === 1);
  if (arithmetic === 'pillow' || isEither) return blendImages(first, second, weight, out);
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  const result = rgbOutput(out, first);
  const { kernels, memory } = mergeKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  const fixed = Math.min(Math.floor(weight * 32_768 + 0.5), 32_767);
  overRuns([own, other], to, first, (pixels) => {
    if (arithmetic === 'numpy') kernels.mixDoubles(own.address, other.address, to.address, 3 * pixels, weight);
    else kernels.mixFixed(own.address, other.address, to.address, 3 * pixels, fixed);
  });
  return result;
}
