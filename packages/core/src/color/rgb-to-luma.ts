import type { Plane, RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, planeOutput } from '../kernel-arguments.ts';
import { type ColorMatrix, fixedPointMatrix, ycbcrCoding } from './matrix.ts';

/**
 * One plane of luma, full range 0..255: Y' = kr R' + kg G' + kb B', rounded half up. Gray keeps its value.
 *
 * For OpenCV's own gray take {@link rgbToGray}; for limited range or more bits, the `y` of {@link rgbToYcbcr}.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param options.matrix - whose kr and kb to take.
 * @param out - [height, width]; a new plane when absent. Must not share memory with `image`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for an unknown matrix, or when
 * `out` overlaps `image`.
 *
 * Source: ITU-T H.273 (2021), clause 8.3.
 */
export function rgbToLuma(image: RgbImage, options: { readonly matrix: ColorMatrix }, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const { shift, y } = fixedPointMatrix(ycbcrCoding({ matrix: options.matrix, range: 'full' }));
  const result = planeOutput(out, image, Uint8Array);
  ensureApart(result, image, ['out', 'image']);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = result.stride as [number, number];
  const from = image.data;
  const to = result.data;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const sum =
        Math.imul(y.r, from[i]!) + Math.imul(y.g, from[i + channelStep]!) + Math.imul(y.b, from[i + 2 * channelStep]!);
      to[o] = (sum + y.start) >> shift;
    }
  }
  return result;
}
