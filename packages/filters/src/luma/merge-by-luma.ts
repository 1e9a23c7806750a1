import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
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
  const weighting = lumaWeighting(options, 'options');
  const result = rgbOutput(out, picture);
  const [height, width] = picture.shape as [number, number];
  const [rowStep, step, sampleStep] = picture.stride as [number, number, number];
  const [darkRowStep, darkStep, darkSampleStep] = darkPicture.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const weights = new Float64Array(width);
  const bright = picture.data;
  const dark = darkPicture.data;
  const to = result.data;
  for (let row = 0; row < height; row++) {
    let i = picture.offset + row * rowStep;
    let j = darkPicture.offset + row * darkRowStep;
    let o = result.offset + row * toRowStep;
    weighting.fillRow(weights, bright, i, step, sampleStep, width);
    for (let column = 0; column < width; column++, i += step, j += darkStep, o += toStep) {
      const share = weights[column]!;
      const rest = 1 - share;
      to[o] = dark[j]! * rest + bright[i]! * share;
      to[o + toSampleStep] = dark[j + darkSampleStep]! * rest + bright[i + sampleStep]! * share;
      to[o + 2 * toSampleStep] = dark[j + 2 * darkSampleStep]! * rest + bright[i + 2 * sampleStep]! * share;
    }
  }
  return result;
}
