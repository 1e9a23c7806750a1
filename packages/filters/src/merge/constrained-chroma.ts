import { overRuns, PixelRun, type RgbImage } from '@havc/core';
import { ensureFlag, ensureNumber, ensureOneOf } from '../option-checks.ts';
import { boundChroma } from './bound-chroma.ts';
import { type ChromaBounds, neutralBounds, storedBounds } from './chroma-bounds.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { ensureMergePair } from './ensure-merge-pair.ts';
import { fixDarkReds } from './fix-dark-reds.ts';
import { mergeKernels } from './kernels.ts';

/** Options of {@link mergeConstrainedChroma}. */
export interface ConstrainedChromaOptions {
  /** Share of the bounded second picture, 0..1. Default 0.6. */
  readonly weight?: number;
  /** How far the second's chroma may be from the first's, as a share of the 128 codes on either side, 0..1. Default 0.15. */
  readonly threshold?: number;
  /**
   * `'neutral'` (default): the same number of codes to both sides for every hue, round(128 · threshold).
   * `'stored'`: multiples of the stored code, 1 ± threshold, as the original has it: as wide for gray, but from almost
   * nothing to twice as wide for strong colours, depending on their hue.
   */
  readonly bounds?: 'neutral' | 'stored';
  /** Whether the reds of dark frames are calmed: see `fixDarkReds`. Default true. */
  readonly redFix?: boolean;
  /** `transition` of `fixDarkReds`, 0..0.1. Default 0.04. */
  readonly redFixTransition?: number;
  /** Share of the simple merge in the result, 0..1. Default 0.3; 0 gives the constrained picture alone. */
  readonly simpleShare?: number;
  /** The largest weight that the simple merge is made with, 0..1. Default 0.6. */
  readonly simpleWeightLimit?: number;
}

/** Complete options, checked. */
export function constrainedChromaSettings(options: ConstrainedChromaOptions): Required<ConstrainedChromaOptions> {
  const settings = { ...MERGE_DEFAULTS['constrained-chroma'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.threshold, 'options.threshold', 0, 1);
  ensureOneOf(settings.bounds, 'options.bounds', ['neutral', 'stored']);
  ensureFlag(settings.redFix, 'options.redFix');
  ensureNumber(settings.redFixTransition, 'options.redFixTransition', 0, 0.1);
  ensureNumber(settings.simpleShare, 'options.simpleShare', 0, 1);
  ensureNumber(settings.simpleWeightLimit, 'options.simpleWeightLimit', 0, 1);
  return settings;
}

/** The bounds that such options mean. */
export function constrainedChromaBounds(options: ConstrainedChromaOptions): ChromaBounds {
  const { bounds, threshold } = constrainedChromaSettings(options);
  return bounds === 'stored' ? storedBounds(threshold) : neutralBounds(threshold);
}

/**
 * The first picture with colours of the second, as far as these don't go too far from its own.
 *
 * U and V of `second` are held within bounds around those of `first`, Y is that of `first`; the result is mixed with
 * `first` by `weight`, the reds of dark frames are calmed, and a share of the simple merge is added:
 * out = 0.7 · constrained + 0.3 · simple. All in OpenCV's 8-bit YUV, each mix truncated to bytes.
 *
 * @param first - R'G'B', full range, the picture to trust; any strides.
 * @param second - same shape, the picture whose colours are wanted.
 * @param options - see {@link ConstrainedChromaOptions}.
 * @param out - same shape; a new image when absent. Must not share memory with `first` or `second`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option or a
 * shared memory.
 *
 * Source: HAVC's merge method 3 (`vs_sc_combine_models` and `ConstrainedChromaMerge` in vsslib/mcomb.py,
 * `chroma_stabilizer` in vsslib/imfilters.py). Its bounds are `'stored'`, its red fix has a `redFixTransition` of 0.
 */
export function mergeConstrainedChroma(
  first: RgbImage,
  second: RgbImage,
  options: ConstrainedChromaOptions = {},
  out?: RgbImage,
): RgbImage {
  const settings = constrainedChromaSettings(options);
  const { weight, redFix, redFixTransition, simpleShare, simpleWeightLimit } = settings;
  const result = ensureMergePair(first, second, out);
  const luma = boundChroma(first, second, constrainedChromaBounds(settings), weight, result);
  if (redFix) fixDarkReds(result, { luma, transition: redFixTransition }, result);
  if (simpleShare > 0) addSimpleMerge(first, second, Math.min(weight, simpleWeightLimit), simpleShare, result);
  return result;
}

/** Mixes the simple merge of two pictures into `result`, in one pass. */
function addSimpleMerge(first: RgbImage, second: RgbImage, weight: number, share: number, result: RgbImage): void {
  const { kernels, memory } = mergeKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overRuns([own, other, to], to, result, (pixels) => {
    kernels.blend(own.address, other.address, other.address, 3 * pixels, weight);
    kernels.blend(to.address, other.address, to.address, 3 * pixels, share);
  });
}
