import type { RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { adaptiveLumaSettings, mergeAdaptiveLuma } from './adaptive-luma.ts';
import { chromaBoundAdaptiveSettings, mergeChromaBoundAdaptive } from './chroma-bound-adaptive.ts';
import { chromaRetentionSettings, mergeChromaRetention } from './chroma-retention.ts';
import { constrainedChromaSettings, mergeConstrainedChroma } from './constrained-chroma.ts';
import { ensureMergePair } from './ensure-merge-pair.ts';
import { lumaMaskedSettings, mergeLumaMasked } from './luma-masked.ts';
import { MERGE_METHODS, type MergeOptions } from './merge-options.ts';
import { mergeWeighted, weightedSettings } from './weighted.ts';

/**
 * Two colourings of a picture as one, by the method that the options name.
 *
 * @param first - R'G'B', any strides; usually the calmer one.
 * @param second - same shape; usually the more colourful one. `weight` is its share in every method.
 * @param options - the method and its options; what isn't given is as in `MERGE_DEFAULTS`.
 * @param out - same shape; a new image when absent. Must not share memory with `first` or `second`.
 * @returns `out`. Its luma may differ from that of both; `mergeOntoLuma` sees to that.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option or a
 * shared memory.
 *
 * Source: HAVC's `vs_combine_models` (vsslib/mcomb.py). `HAVC_merge` also takes weight 0 and 1 for either picture in
 * every method; here the method's own formula holds at both ends.
 */
export function mergeImages(first: RgbImage, second: RgbImage, options: MergeOptions, out?: RgbImage): RgbImage {
  ensureMergeOptions(options);
  const result = ensureMergePair(first, second, out);
  switch (options.method) {
    case 'first':
      return mergeWeighted(first, second, { weight: 0 }, result);
    case 'second':
      return mergeWeighted(first, second, { weight: 1 }, result);
    case 'simple':
      return mergeWeighted(first, second, options, result);
    case 'constrained-chroma':
      return mergeConstrainedChroma(first, second, options, result);
    case 'luma-masked':
      return mergeLumaMasked(first, second, options, result);
    case 'adaptive-luma':
      return mergeAdaptiveLuma(first, second, options, result);
    case 'chroma-retention':
      return mergeChromaRetention(first, second, options, result);
    case 'chroma-bound-adaptive':
      return mergeChromaBoundAdaptive(first, second, options, result);
  }
}

/**
 * Checks the method's name and all its options, before the first picture is there.
 *
 * @throws HavcError `OPTION_INVALID` that names the option.
 */
export function ensureMergeOptions(options: MergeOptions): void {
  switch (options.method) {
    case 'first':
    case 'second':
      return;
    case 'simple':
      weightedSettings(options);
      return;
    case 'constrained-chroma':
      constrainedChromaSettings(options);
      return;
    case 'luma-masked':
      lumaMaskedSettings(options);
      return;
    case 'adaptive-luma':
      adaptiveLumaSettings(options);
      return;
    case 'chroma-retention':
      chromaRetentionSettings(options);
      return;
    case 'chroma-bound-adaptive':
      chromaBoundAdaptiveSettings(options);
      return;
    default:
      ensureOneOf((options as MergeOptions).method, 'options.method', MERGE_METHODS);
  }
}
