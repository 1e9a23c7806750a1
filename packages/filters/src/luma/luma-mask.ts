import { ensureRgbImage, overRuns, PixelRun, type Plane, planeOutput, type RgbImage } from '@havc/core';
import { lumaKernels } from './kernels.ts';
import { type LumaLimits, lumaWeighting } from './luma-weights.ts';

/**
 * A mask of how bright a picture is: 0 where it is dark, 255 where it is bright, a ramp between the limits.
 *
 * It is what {@link mergeByLuma} merges by, made visible.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - the limits, on a scale of 0..1.
 * @param out - [height, width] bytes; a new plane when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an argument isn't of these shapes; `OPTION_INVALID` for a limit out of range.
 *
 * Source: HAVC's `w_image_luma_merge` with `return_mask` (vsslib/imfilters.py).
 */
export function lumaMask(image: RgbImage, options: LumaLimits, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const { kind, from, slope } = lumaWeighting(options, 'options');
  const result = planeOutput(out, image, Uint8Array);
  const { kernels, memory } = lumaKernels();
  const picture = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([picture], to, image, (pixels) => kernels.lumaMask(picture.address, to.address, pixels, kind, from, slope));
  return result;
}
