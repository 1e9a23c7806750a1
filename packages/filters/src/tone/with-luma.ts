import {
  ensureRgbImage,
  ensureSameShape,
  ensureSamplePlane,
  overRuns,
  PixelRun,
  type Plane,
  type RgbImage,
  rgbOutput,
} from '@havc/core';
import { toneKernels } from './kernels.ts';

/**
 * The colours of a picture on another luma: Y from `luma`, U and V of `image`, in OpenCV's 8-bit YUV.
 *
 * The same bytes as `rgbToYuv`, exchanging Y, and `yuvToRgb`, in one pass. Where the three lie outside of R'G'B', the
 * result is clipped.
 *
 * @param image - R'G'B', full range, any strides; only its U and V count.
 * @param luma - [height, width], Y 0..255, any strides.
 * @param out - same shape as `image`; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type.
 */
export function withLuma(image: RgbImage, luma: Plane, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureSamplePlane(luma, 'luma', ['Uint8Array']);
  const [height, width] = image.shape as [number, number];
  ensureSameShape(luma, { shape: [height, width] }, ['luma', 'the image']);
  const result = rgbOutput(out, image);
  const { kernels, memory } = toneKernels();
  const from = new PixelRun(image, memory, 0);
  const gray = new PixelRun(luma, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overRuns([from, gray], to, image, (pixels) => kernels.replaceY(from.address, gray.address, to.address, pixels));
  return result;
}
