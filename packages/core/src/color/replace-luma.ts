import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { overRuns, PixelRun } from '../simd/pixel-run.ts';
import { coreKernels } from './kernels.ts';

/**
 * The colours of one picture on the luma of another: Y of `luma`, U and V of `color`, in OpenCV's 8-bit YUV.
 *
 * The same bytes as converting both with {@link rgbToYuv}, exchanging Y and going back with {@link yuvToRgb}, in one
 * pass. Where the pair lies outside of R'G'B', the result is clipped, so its luma can differ there.
 *
 * @param luma - R'G'B', full range 0..255, any strides; only its luma counts.
 * @param color - same shape; only its U and V count.
 * @param out - same shape; a new image when absent. May be `luma` or `color` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the shapes differ.
 *
 * Source: what HAVC does after every model (8-bit YUV601); OpenCV 4.6 for the numbers, see {@link rgbToYuv}.
 */
export function replaceLuma(luma: RgbImage, color: RgbImage, out?: RgbImage): RgbImage {
  ensureRgbImage(luma, 'luma');
  ensureRgbImage(color, 'color');
  ensureSameShape(luma, color, ['luma', 'color']);
  const result = rgbOutput(out, luma);
  const { kernels, memory } = coreKernels();
  const gray = new PixelRun(luma, memory, 0);
  const from = new PixelRun(color, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overRuns([gray, from], to, luma, (pixels) => kernels.replaceLuma(gray.address, from.address, to.address, pixels));
  return result;
}
