import type { RgbImage } from '@havc/core';
import { ensureFlag, ensureNumber } from '../option-checks.ts';
import { boundChroma } from './bound-chroma.ts';
import { type ChromaBounds, texturedBounds } from './chroma-bounds.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { ensureMergePair } from './ensure-merge-pair.ts';
import { fixDarkReds } from './fix-dark-reds.ts';

/** Options of {@link mergeChromaBoundAdaptive}. */
export interface ChromaBoundAdaptiveOptions {
  /** Share of the bounded second picture, 0..1. Default 0.6. */
  readonly weight?: number;
  /** How many codes the second's chroma may be from the first's where the picture is smooth, 0..255. Default 20. */
  readonly tolerance?: number;
  /** How many codes more it may be where the picture is fully textured, 0..255. Default 24. */
  readonly extraTolerance?: number;
  /** Whether the reds of dark frames are calmed: see `fixDarkReds`. Default true. */
  readonly redFix?: boolean;
  /** `transition` of `fixDarkReds`, 0..0.1. Default 0.04. */
  readonly redFixTransition?: number;
}

/** Complete options, checked. */
export function chromaBoundAdaptiveSettings(options: ChromaBoundAdaptiveOptions): Required<ChromaBoundAdaptiveOptions> {
  const settings = { ...MERGE_DEFAULTS['chroma-bound-adaptive'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.tolerance, 'options.tolerance', 0, 255);
  ensureNumber(settings.extraTolerance, 'options.extraTolerance', 0, 255);
  ensureFlag(settings.redFix, 'options.redFix');
  ensureNumber(settings.redFixTransition, 'options.redFixTransition', 0, 0.1);
  return settings;
}

/** The bounds that such options mean. */
export function chromaBoundAdaptiveBounds(options: ChromaBoundAdaptiveOptions): ChromaBounds {
  const { tolerance, extraTolerance } = chromaBoundAdaptiveSettings(options);
  return texturedBounds(tolerance, extraTolerance);
}

/**
 * The first picture with colours of the second, as far as these don't go too far from its own; in textured places they
 * may go further than in smooth ones, where a wrong colour shows.
 *
 * U and V of `second` are held within ±(tolerance + extraTolerance · texture) of those of `first`, Y is that of
 * `first`; texture is the size of the luma's Laplacian, 0..1. The result is mixed with `first` by `weight`, and the reds
 * of dark frames are calmed. All in OpenCV's 8-bit YUV, bounds and mix truncated.
 *
 * @param first - R'G'B', full range, the picture to trust; any strides.
 * @param second - same shape, the picture whose colours are wanted.
 * @param options - see {@link ChromaBoundAdaptiveOptions}.
 * @param out - same shape; a new image when absent. Must not share memory with `first` or `second`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option or a
 * shared memory.
 *
 * Source: HAVC's merge method 7 (`ChromaBoundAdaptiveMerge` in vsslib/mcomb.py, `chroma_stabilizer_adaptive` in
 * vsslib/imfilters.py). Its red fix has a `redFixTransition` of 0.
 */
export function mergeChromaBoundAdaptive(
  first: RgbImage,
  second: RgbImage,
  options: ChromaBoundAdaptiveOptions = {},
  out?: RgbImage,
): RgbImage {
  const settings = chromaBoundAdaptiveSettings(options);
  const result = ensureMergePair(first, second, out);
  const luma = boundChroma(first, second, chromaBoundAdaptiveBounds(settings), settings.weight, result);
  return settings.redFix ? fixDarkReds(result, { luma, transition: settings.redFixTransition }, result) : result;
}
