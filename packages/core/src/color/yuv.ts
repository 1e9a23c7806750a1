import type { NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { overRuns, PixelRun } from '../simd/pixel-run.ts';
import { coreKernels } from './kernels.ts';

/**
 * Interleaved Y, U, V bytes of OpenCV's YUV, shape [height, width, 3]: BT.601 luma 0..255 and two colour differences
 * around 128, scaled by 0.492 and 0.877 (so that U fills about 16..240 and V clips beyond its ends).
 */
export type YuvImage = NdArray<Uint8Array>;

/**
 * The picture in OpenCV's 8-bit YUV, bit for bit what `cvtColor(RGB2YUV)` gives.
 *
 * Y = 0.299 R + 0.587 G + 0.114 B; U = 0.492 (B − Y) + 128; V = 0.877 (R − Y) + 128, in fixed point with 14 bits,
 * each rounded half up and clipped to 0..255. Gray has U = V = 128.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_yuv.simd.hpp (factors) and its documentation of RGB to YUV.
 */
export function rgbToYuv(image: RgbImage, out?: YuvImage): YuvImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { kernels, memory } = coreKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.rgbToYuv(from.address, to.address, pixels));
  return result;
}

/**
 * The picture back in R'G'B', bit for bit what `cvtColor(YUV2RGB)` gives.
 *
 * R = Y + 1.140 (V − 128); G = Y − 0.395 (U − 128) − 0.581 (V − 128); B = Y + 2.032 (U − 128), in fixed point with
 * 14 bits, rounded half up and clipped to 0..255.
 *
 * @param image - Y, U, V as {@link rgbToYuv} gives them, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_yuv.simd.hpp (factors).
 */
export function yuvToRgb(image: YuvImage, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { kernels, memory } = coreKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.yuvToRgb(from.address, to.address, pixels));
  return result;
}
