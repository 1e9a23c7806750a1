import type { Plane, RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, planeOutput } from '../kernel-arguments.ts';
import { overRuns, PixelRun } from '../simd/pixel-run.ts';
import { coreKernels } from './kernels.ts';

/**
 * One plane of gray, bit for bit what OpenCV's `cvtColor(RGB2GRAY)` gives.
 *
 * 0.299 R + 0.587 G + 0.114 B in fixed point with 15 bits, rounded half up. It differs by one from the Y of
 * {@link rgbToYuv} in some colours, because that one has 14 bits, as in OpenCV.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param out - [height, width]; a new plane when absent. Must not share memory with `image`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` when `out` overlaps `image`.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_rgb.simd.hpp (factors).
 */
export function rgbToGray(image: RgbImage, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const result = planeOutput(out, image, Uint8Array);
  ensureApart(result, image, ['out', 'image']);
  const { kernels, memory } = coreKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.rgbToGray(from.address, to.address, pixels));
  return result;
}
