import { ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { type ChromaTweakOptions, chromaTweaker } from './chroma-tweaker.ts';
import { chromaKernels } from './kernels.ts';

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
  const tweaker = chromaTweaker(options, 'options', 2);
  const result = rgbOutput(out, image);
  const { isIdentity } = tweaker;
  const { memory } = chromaKernels();
  const from = new PixelRun(image, memory, 0);
  // Where nothing changes, what was read is written.
  const to = new PixelRun(result, memory, isIdentity ? 0 : 1);
  overRuns([from], to, image, (pixels) => {
    if (!isIdentity) tweaker.fillRun(from.address, to.address, pixels);
  });
  return result;
}
