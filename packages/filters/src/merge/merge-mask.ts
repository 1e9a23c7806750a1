import { ensureRgbImage, ensureSameShape, HavcError, type Plane, type RgbImage } from '@havc/core';
import { lumaMask } from '../luma/luma-mask.ts';
import { chromaBoundAdaptiveBounds } from './chroma-bound-adaptive.ts';
import { chromaCut } from './chroma-cut.ts';
import { chromaRetentionMask } from './chroma-retention.ts';
import { constrainedChromaBounds } from './constrained-chroma.ts';
import { lumaMaskedSettings } from './luma-masked.ts';
import { ensureMergeOptions } from './merge-images.ts';
import type { MergeOptions } from './merge-options.ts';

/** The merges that treat pixels differently, so that there is something to look at. */
export type MaskedMergeOptions = Extract<
  MergeOptions,
  { readonly method: 'constrained-chroma' | 'luma-masked' | 'chroma-retention' | 'chroma-bound-adaptive' }
>;

/**
 * What a merge decides by, pixel by pixel, to look at.
 *
 * - `'luma-masked'`: how much of each pixel comes from the second picture, 0..255, before `weight`.
 * - `'chroma-retention'`: how gray each pixel of the first is, that is how much of it is filled with the second's
 *   colour, 0..255, before `maskWeight` and `weight`.
 * - `'constrained-chroma'`, `'chroma-bound-adaptive'`: how many codes the bounds cut off the second's chroma, the larger
 *   of U and V; 0 where its colour is let through.
 *
 * @param first - R'G'B', any strides.
 * @param second - same shape.
 * @param options - as for `mergeImages`.
 * @param out - [height, width] bytes; a new plane when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an argument isn't of these shapes; `OPTION_INVALID` for an option, or a method
 * that treats all pixels alike.
 */
export function mergeMask(first: RgbImage, second: RgbImage, options: MaskedMergeOptions, out?: Plane): Plane {
  ensureMergeOptions(options);
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  switch (options.method) {
    case 'luma-masked':
      return lumaMask(second, lumaMaskedSettings(options), out);
    case 'chroma-retention':
      return chromaRetentionMask(first, options, out);
    case 'constrained-chroma':
      return chromaCut(first, second, constrainedChromaBounds(options), out);
    case 'chroma-bound-adaptive':
      return chromaCut(first, second, chromaBoundAdaptiveBounds(options), out);
    default:
      throw new HavcError(
        'OPTION_INVALID',
        `options.method ${JSON.stringify((options as MergeOptions).method)} treats all pixels alike: it has no mask.`,
      );
  }
}
