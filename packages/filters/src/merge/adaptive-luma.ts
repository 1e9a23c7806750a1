import { HavcError, type RgbImage } from '@havc/core';
import { meanLuma } from '../luma/mean-luma.ts';
import { ensureNumber } from '../option-checks.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { mergeWeighted } from './weighted.ts';

/** Options of {@link mergeAdaptiveLuma}. */
export interface AdaptiveLumaOptions {
  /** Share of the second picture in bright frames, 0..1. Default 0.8. */
  readonly weight?: number;
  /** Mean luma from which a frame counts as bright, 0..1. Default 0.8. */
  readonly threshold?: number;
  /** How fast the weight falls below the threshold, above 0 to 10. Default 1: in proportion to the luma. */
  readonly exponent?: number;
  /** The least that the weight falls to, 0..1. Default 0.15. It never raises the weight above `weight`. */
  readonly minimumWeight?: number;
}

/** Complete options, checked. */
export function adaptiveLumaSettings(options: AdaptiveLumaOptions): Required<AdaptiveLumaOptions> {
  const settings = { ...MERGE_DEFAULTS['adaptive-luma'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.threshold, 'options.threshold', 0, 1);
  if (!(settings.exponent > 0 && settings.exponent <= 10)) {
    const got = String(settings.exponent);
    throw new HavcError('OPTION_INVALID', `options.exponent must be a number above 0, at most 10, got ${got}.`);
  }
  ensureNumber(settings.minimumWeight, 'options.minimumWeight', 0, 1);
  return settings;
}

/**
 * The weight of the second picture for a frame of mean luma `luma`, 0..1: max(weight · (luma / threshold)^exponent,
 * minimumWeight) below the threshold, `weight` from it on.
 *
 * Source: HAVC's `AdaptiveLumaMerge` (vsslib/mcomb.py). There a minimum above `weight` makes dark frames take more of
 * the second picture than bright ones; here the weight is the most there is.
 */
export function adaptiveLumaWeight(luma: number, options: AdaptiveLumaOptions = {}): number {
  const { weight, threshold, exponent, minimumWeight } = adaptiveLumaSettings(options);
  ensureNumber(luma, 'luma', 0, 1);
  if (luma >= threshold) return weight;
  return Math.max(weight * (luma / threshold) ** exponent, Math.min(minimumWeight, weight));
}

/**
 * Two pictures mixed in one proportion everywhere, with less of the second the darker it is as a whole, for colourizers
 * that are weak in dark scenes.
 *
 * @param first - R'G'B', full range, any strides.
 * @param second - same shape; its mean luma decides.
 * @param options - see {@link AdaptiveLumaOptions}.
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option.
 *
 * Source: HAVC's merge method 5 (`AdaptiveLumaMerge` in vsslib/mcomb.py); the mix is Pillow's, truncated.
 */
export function mergeAdaptiveLuma(
  first: RgbImage,
  second: RgbImage,
  options: AdaptiveLumaOptions = {},
  out?: RgbImage,
): RgbImage {
  return mergeWeighted(first, second, { weight: adaptiveLumaWeight(meanLuma(second), options) }, out);
}
