import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';

/**
 * The picture with more or less colour: gray + factor · (picture − gray), truncated, bit for bit as Pillow's "Color"
 * enhancer does it.
 *
 * Gray is Pillow's 8-bit luma, (19595 R + 38470 G + 7471 B + 32768) / 65536.
 *
 * @param image - R'G'B', full range, any strides.
 * @param factor - 0 (gray) to 10; 1 changes nothing; beyond it samples are clipped to 0..255.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a
 * factor out of range.
 *
 * Source: Pillow 9.4, ImageEnhance.Color, src/libImaging/Blend.c and Convert.c.
 */
export function saturate(image: RgbImage, factor: number, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureNumber(factor, 'factor', 0, 10);
  const result = rgbOutput(out, image);
  const shares = sharesOfDifference(factor);
  const from = image.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const G = from[i + sampleStep]!;
      const B = from[i + 2 * sampleStep]!;
      const gray = (19595 * R + 38470 * G + 7471 * B + 32768) >> 16;
      to[o] = clip(Math.fround(gray + shares[R - gray + 255]!));
      to[o + toSampleStep] = clip(Math.fround(gray + shares[G - gray + 255]!));
      to[o + 2 * toSampleStep] = clip(Math.fround(gray + shares[B - gray + 255]!));
    }
  }
  return result;
}

function clip(value: number): number {
  return Math.min(255, Math.max(0, value));
}

/** factor · difference for each difference from −255 to 255, rounded to 32 bits as the original's product is. */
function sharesOfDifference(factor: number): Float32Array {
  const single = Math.fround(factor);
  return Float32Array.from({ length: 511 }, (_, index) => Math.fround(single * (index - 255)));
}
