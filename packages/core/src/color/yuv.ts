import type { NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { readRgbRows, writeRgbRows } from '../rgb-rows.ts';

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
  const source = readRgbRows(image);
  const target = writeRgbRows(result);
  for (let row = 0; row < height; row++) {
    source.seek(row);
    target.seek(row);
    rowToYuv(source.data, source.at, target.data, target.at, width);
    target.flush();
  }
  return result;
}

function rowToYuv(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, width: number): void {
  for (let i = fromAt, o = toAt, end = fromAt + 3 * width; i < end; i += 3, o += 3) {
    const R = from[i]!;
    const B = from[i + 2]!;
    const Y = (4899 * R + 9617 * from[i + 1]! + 1868 * B + HALF) >> SHIFT;
    // U of a real colour stays inside 16..240.
    to[o] = Y;
    to[o + 1] = (8061 * (B - Y) + NEUTRAL + HALF) >> SHIFT;
    to[o + 2] = Math.min(255, Math.max(0, (14369 * (R - Y) + NEUTRAL + HALF) >> SHIFT));
  }
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
  const source = readRgbRows(image);
  const target = writeRgbRows(result);
  for (let row = 0; row < height; row++) {
    source.seek(row);
    target.seek(row);
    rowToRgb(source.data, source.at, target.data, target.at, width);
    target.flush();
  }
  return result;
}

function rowToRgb(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, width: number): void {
  for (let i = fromAt, o = toAt, end = fromAt + 3 * width; i < end; i += 3, o += 3) {
    const Y = from[i]!;
    const U = from[i + 1]! - 128;
    const V = from[i + 2]! - 128;
    to[o] = Math.min(255, Math.max(0, Y + ((18678 * V + HALF) >> SHIFT)));
    to[o + 1] = Math.min(255, Math.max(0, Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT)));
    to[o + 2] = Math.min(255, Math.max(0, Y + ((33292 * U + HALF) >> SHIFT)));
  }
}
