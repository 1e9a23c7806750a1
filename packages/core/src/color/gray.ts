import type { Plane, RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, planeOutput } from '../kernel-arguments.ts';

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
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, g, b] = [image.stride[0]!, image.stride[1]!, image.stride[2]!, 2 * image.stride[2]!];
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      to[o] = (9798 * from[i]! + 19235 * from[i + g]! + 3735 * from[i + b]! + 16384) >> 15;
    }
  }
  return result;
}
