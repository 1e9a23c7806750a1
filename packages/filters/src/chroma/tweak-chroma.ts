import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { type ChromaTweakOptions, chromaTweaker } from './chroma-tweaker.ts';

/**
 * The picture with other saturation, brightness and hues, in OpenCV's 8-bit HSV.
 *
 * H + shiftDegrees (in steps of two degrees), S · saturation, V · (1 + brightness), each cut to whole codes and clipped.
 * With `hues`, the result T is changed once more by the expression, to Q, and mixed with the picture P as in
 * `adjustHues`: outside of the hues stays P, not T. Without any change the picture comes back as it is.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - see {@link ChromaTweakOptions}.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `image_chroma_tweak` (vsslib/imfilters.py). There, saturation and brightness above 255 run over to low
 * values. To change hues only, `adjustHues` is more exact: it goes to 8-bit HSV and back once instead of twice.
 */
export function tweakChroma(image: RgbImage, options: ChromaTweakOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const [height, width] = image.shape as [number, number];
  const tweaker = chromaTweaker(options, 'options', width);
  const result = rgbOutput(out, image);
  const { isIdentity } = tweaker;
  const from = image.data;
  const to = result.data;
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    if (!isIdentity) {
      tweaker.fillRow(from, i, step, sampleStep, to, o, toStep, toSampleStep);
      continue;
    }
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      to[o] = from[i]!;
      to[o + toSampleStep] = from[i + sampleStep]!;
      to[o + 2 * toSampleStep] = from[i + 2 * sampleStep]!;
    }
  }
  return result;
}
