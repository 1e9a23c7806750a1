import { ensureRgbImage, type Plane, planeOutput, type RgbImage } from '@havc/core';
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
  const weighting = lumaWeighting(options, 'options');
  const result = planeOutput(out, image, Uint8Array);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const weights = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    weighting.fillRow(weights, image.data, image.offset + row * rowStep, step, sampleStep, width);
    let o = result.offset + row * result.stride[0]!;
    for (let column = 0; column < width; column++, o += result.stride[1]!) result.data[o] = weights[column]! * 255;
  }
  return result;
}
