import type { AdaptiveLumaOptions } from './adaptive-luma.ts';
import type { ChromaBoundAdaptiveOptions } from './chroma-bound-adaptive.ts';
import type { ChromaRetentionOptions } from './chroma-retention.ts';
import type { ConstrainedChromaOptions } from './constrained-chroma.ts';
import type { LumaMaskedOptions } from './luma-masked.ts';
import type { WeightedOptions } from './weighted.ts';

/**
 * How two colourings of a picture become one: a method and its options. Plain data, so that it can stand in a recipe.
 *
 * The original's numbers of the methods: 0 `'first'`, 1 `'second'`, 2 `'simple'`, 3 `'constrained-chroma'`,
 * 4 `'luma-masked'`, 5 `'adaptive-luma'`, 6 `'chroma-retention'`, 7 `'chroma-bound-adaptive'`.
 */
export type MergeOptions =
  | { readonly method: 'first' }
  | { readonly method: 'second' }
  | ({ readonly method: 'simple' } & WeightedOptions)
  | ({ readonly method: 'constrained-chroma' } & ConstrainedChromaOptions)
  | ({ readonly method: 'luma-masked' } & LumaMaskedOptions)
  | ({ readonly method: 'adaptive-luma' } & AdaptiveLumaOptions)
  | ({ readonly method: 'chroma-retention' } & ChromaRetentionOptions)
  | ({ readonly method: 'chroma-bound-adaptive' } & ChromaBoundAdaptiveOptions);

/** The name of a way to merge. */
export type MergeMethod = MergeOptions['method'];

/** All methods, in the order of the original's numbers. */
export const MERGE_METHODS = [
  'first',
  'second',
  'simple',
  'constrained-chroma',
  'luma-masked',
  'adaptive-luma',
  'chroma-retention',
  'chroma-bound-adaptive',
] as const satisfies readonly MergeMethod[];

/** One proportion everywhere: see `mergeWeighted`. */
export function simpleMerge(options: WeightedOptions = {}): MergeOptions {
  return { ...options, method: 'simple' };
}

/** The second's colours within bounds around the first's: see `mergeConstrainedChroma`. */
export function constrainedChroma(options: ConstrainedChromaOptions = {}): MergeOptions {
  return { ...options, method: 'constrained-chroma' };
}

/** The second where it is bright: see `mergeLumaMasked`. */
export function lumaMasked(options: LumaMaskedOptions = {}): MergeOptions {
  return { ...options, method: 'luma-masked' };
}

/** Less of the second the darker the frame: see `mergeAdaptiveLuma`. */
export function adaptiveLuma(options: AdaptiveLumaOptions = {}): MergeOptions {
  return { ...options, method: 'adaptive-luma' };
}

/** The second's colours where the first is gray: see `mergeChromaRetention`. */
export function chromaRetention(options: ChromaRetentionOptions = {}): MergeOptions {
  return { ...options, method: 'chroma-retention' };
}

/** The second's colours within bounds that texture widens: see `mergeChromaBoundAdaptive`. */
export function chromaBoundAdaptive(options: ChromaBoundAdaptiveOptions = {}): MergeOptions {
  return { ...options, method: 'chroma-bound-adaptive' };
}
