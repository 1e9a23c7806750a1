import type { NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { overRuns, PixelRun } from '../simd/pixel-run.ts';
import { coreKernels } from './kernels.ts';

/**
 * Interleaved H, S, V bytes of OpenCV's 8-bit HSV, shape [height, width, 3]: hue 0..179 (two degrees a step, red at 0),
 * saturation and value 0..255. Gray has hue 0 and saturation 0.
 */
export type HsvImage = NdArray<Uint8Array>;

/**
 * The picture in OpenCV's 8-bit HSV, bit for bit what `cvtColor(RGB2HSV)` gives.
 *
 * V = max(R, G, B); S = 255 (V − min) / V; H = 30 × the position in the colour hexagon, in fixed point with 12 bits and
 * tables of reciprocals, rounded half up.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp (fixed-point scheme).
 */
export function rgbToHsv(image: RgbImage, out?: HsvImage): HsvImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { kernels, memory } = coreKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.rgbToHsv(from.address, to.address, pixels));
  return result;
}

/**
 * The picture back in R'G'B', bit for bit what OpenCV's `cvtColor(HSV2RGB)` gives on its vector path.
 *
 * OpenCV cuts off the fraction in whole blocks of 32 pixels of a row, and rounds in what is left of the row. Here the
 * fraction is cut off everywhere, so that a pixel's colour doesn't depend on where it stands; the last `width mod 32`
 * columns can differ by 1 from OpenCV's. A hue of 180 or more goes on around the circle.
 *
 * @param image - H, S, V as {@link rgbToHsv} gives them, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp; 32-bit floats throughout.
 * Which steps are fused was found by comparing all 256³ colours with its output.
 */
export function hsvToRgb(image: HsvImage, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { kernels, memory } = coreKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.hsvToRgb(from.address, to.address, pixels));
  return result;
}
