import { ensureRgbImage, type RgbImage, replaceLuma, resizeSpline64, rgbOutput, sizeOf } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { mergeImages } from './merge-images.ts';
import type { MergeOptions } from './merge-options.ts';
import { workingSquare } from './working-square.ts';

/** Options of {@link mergeOntoLuma}. */
export interface MergeOntoLumaOptions {
  /** How the two are merged. */
  readonly merge: MergeOptions;
  /**
   * `'full'` (default) merges the pictures in their own size. `'square'` shrinks them to a square of 256 to 512 pixels
   * first, as the original does: a detour that saves time only for large pictures.
   */
  readonly workingSize?: 'full' | 'square';
}

/**
 * The colours of two pictures, merged, on the luma of a third, which may be larger: U and V of the merge, Y of `luma`.
 *
 * @param luma - R'G'B', full range, any strides; only its luma counts.
 * @param first - R'G'B', any strides and any size.
 * @param second - of the shape of `first`.
 * @param options - see {@link MergeOntoLumaOptions}.
 * @param out - of the shape of `luma`; a new image when absent. May be `luma` itself; must not overlap it otherwise.
 * @returns `out`. Where luma and colour together lie outside of R'G'B', the result is clipped.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the two to merge differ in shape;
 * `OPTION_INVALID` for an option.
 *
 * Source: HAVC's `HAVC_merge` (vsdeoldify/__init__.py). It leaves the luma donor aside in method 2, its default; here
 * every method ends with the donor's luma.
 */
export function mergeOntoLuma(
  luma: RgbImage,
  first: RgbImage,
  second: RgbImage,
  options: MergeOntoLumaOptions,
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(luma, 'luma');
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  const { merge, workingSize = 'full' } = options;
  ensureOneOf(workingSize, 'options.workingSize', ['full', 'square']);
  const result = rgbOutput(out, luma);
  const side = workingSquare(sizeOf(luma).width, 512);
  const shrink = (image: RgbImage) => (workingSize === 'square' ? fit(image, { width: side, height: side }) : image);
  return replaceLuma(luma, fit(mergeImages(shrink(first), shrink(second), merge), sizeOf(luma)), result);
}

/** The picture in a size, itself where it has that. */
function fit(image: RgbImage, size: { readonly width: number; readonly height: number }): RgbImage {
  const { width, height } = sizeOf(image);
  return width === size.width && height === size.height ? image : resizeSpline64(image, size);
}
