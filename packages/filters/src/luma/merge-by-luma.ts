import { ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { lumaKernels } from './kernels.ts';
import { type LumaLimits, lumaWeighting } from './luma-weights.ts';

/**
 * The picture with its dark parts taken from another one: below `options.dark` all of `darkPicture`, above
 * `options.white` all of `picture`, a mix by the ramp of {@link lumaMask} between.
 *
 * @param darkPicture - R'G'B', what dark parts get; any strides.
 * @param picture - same shape; its luma decides.
 * @param options - the limits, on a scale of 0..1.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`, each sample dark · (1 − share) + picture · share, truncated.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for a limit out of
 * range.
 *
 * Source: HAVC's `w_image_luma_merge` and `image_luma_merge` (vsslib/imfilters.py).
 */
export function mergeByLuma(darkPicture: RgbImage, picture: RgbImage, options: LumaLimits, out?: RgbImage): RgbImage {
  ensureRgbImage(darkPicture, 'darkPicture');
  ensureRgbImage(picture, 'picture');
  ensureSameShape(darkPicture, picture, ['darkPicture', 'picture']);
  const { kind, from, slope, darkest, brightest } = lumaWeighting(options, 'options');
  const result = rgbOutput(out, picture);
  const { kernels, memory } = lumaKernels();
  const dark = new PixelRun(darkPicture, memory, 0);
  const bright = new PixelRun(picture, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overRuns([dark, bright], to, picture, (pixels) =>
    kernels.mergeByLuma(dark.address, bright.address, to.address, pixels, kind, from, slope, darkest, brightest),
  );
  return result;
}
