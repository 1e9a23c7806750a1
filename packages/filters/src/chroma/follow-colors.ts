import { ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { chromaKernels } from './kernels.ts';

/** Options of {@link followColors}. */
export interface FollowColorsOptions {
  /** How far samples may be from the previous picture's, as a share of these, 0..1. Default 0.2. */
  readonly tolerance?: number;
}

/**
 * The picture with colours that stay near those of the picture before it; its luma stays its own.
 *
 * Each of R, G, B is held between 1 − tolerance and 1 + tolerance times the previous sample (both rounded, at most
 * 255); of the result only U and V are taken, see `replaceLuma`.
 *
 * @param previous - R'G'B', full range, any strides.
 * @param image - same shape.
 * @param options - see {@link FollowColorsOptions}.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for a tolerance out of
 * range.
 *
 * Source: HAVC's `chroma_smoother` (vsslib/imfilters.py), with 0.2. As the bound is on samples and not on chroma, a
 * tolerance means less in dark parts; `limitChromaChange` has no such bias.
 */
export function followColors(
  previous: RgbImage,
  image: RgbImage,
  options: FollowColorsOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(previous, 'previous');
  ensureRgbImage(image, 'image');
  ensureSameShape(previous, image, ['previous', 'image']);
  const tolerance = ensureNumber(options.tolerance ?? 0.2, 'options.tolerance', 0, 1);
  const result = rgbOutput(out, image);
  const { kernels, memory } = chromaKernels();
  const before = new PixelRun(previous, memory, 0);
  const own = new PixelRun(image, memory, 1);
  const to = new PixelRun(result, memory, 2);
  // The limits take two places.
  const [bounded, table, limits] = [runAddress(3), runAddress(4), runAddress(5)] as const;
  for (let v = 0; v < 256; v++) {
    memory[table + 2 * v] = Math.round(v * (1 - tolerance));
    memory[table + 2 * v + 1] = Math.min(255, Math.round(v * (1 + tolerance)));
  }
  overRuns([before, own], to, image, (pixels) => {
    kernels.holdNear(own.address, before.address, bounded, 3 * pixels, table, limits);
    kernels.replaceLuma(own.address, bounded, to.address, pixels);
  });
  return result;
}
