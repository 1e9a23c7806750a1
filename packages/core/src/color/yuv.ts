import type { NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';

/**
 * Interleaved Y, U, V bytes of OpenCV's YUV, shape [height, width, 3]: BT.601 luma 0..255 and two colour differences
 * around 128, scaled by 0.492 and 0.877 (so that U fills about 16..240 and V clips beyond its ends).
 */
export type YuvImage = NdArray<Uint8Array>;

/** How many bits the factors below have after the point. */
const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

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
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, g, b] = [image.stride[0]!, image.stride[1]!, image.stride[2]!, 2 * image.stride[2]!];
  const [toRowStep, toStep, u, v] = [result.stride[0]!, result.stride[1]!, result.stride[2]!, 2 * result.stride[2]!];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const B = from[i + b]!;
      const Y = (4899 * R + 9617 * from[i + g]! + 1868 * B + HALF) >> SHIFT;
      const U = (8061 * (B - Y) + NEUTRAL + HALF) >> SHIFT;
      const V = (14369 * (R - Y) + NEUTRAL + HALF) >> SHIFT;
      to[o] = Y;
      to[o + u] = Math.min(255, Math.max(0, U));
      to[o + v] = Math.min(255, Math.max(0, V));
    }
  }
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
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, u, v] = [image.stride[0]!, image.stride[1]!, image.stride[2]!, 2 * image.stride[2]!];
  const [toRowStep, toStep, g, b] = [result.stride[0]!, result.stride[1]!, result.stride[2]!, 2 * result.stride[2]!];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const Y = from[i]!;
      const U = from[i + u]! - 128;
      const V = from[i + v]! - 128;
      const R = Y + ((18678 * V + HALF) >> SHIFT);
      const G = Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT);
      const B = Y + ((33292 * U + HALF) >> SHIFT);
      to[o] = Math.min(255, Math.max(0, R));
      to[o + g] = Math.min(255, Math.max(0, G));
      to[o + b] = Math.min(255, Math.max(0, B));
    }
  }
  return result;
}
