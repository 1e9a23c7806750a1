import { HavcError } from '../error.ts';
import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';

/**
 * Two pictures mixed sample by sample: first + weight · (second − first), truncated, bit for bit as Pillow does it.
 *
 * @param first - R'G'B', any strides.
 * @param second - same shape.
 * @param weight - of `second`, 0..1.
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the shapes differ;
 * `OPTION_INVALID` for a weight out of range.
 *
 * Source: Pillow 9.4, src/libImaging/Blend.c, which computes in 32-bit floats.
 */
export function blendImages(first: RgbImage, second: RgbImage, weight: number, out?: RgbImage): RgbImage {
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  if (!(weight >= 0 && weight <= 1)) {
    throw new HavcError('OPTION_INVALID', `weight must be a number from 0 to 1, got ${weight}.`);
  }
  const result = rgbOutput(out, first);
  const shares = sharesOfDifference(weight);
  const [height, width] = first.shape as [number, number];
  const [rowStep, step, sampleStep] = first.stride as [number, number, number];
  const [otherRowStep, otherStep, otherSampleStep] = second.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    for (let sample = 0; sample < 3; sample++) {
      let i = first.offset + row * rowStep + sample * sampleStep;
      let j = second.offset + row * otherRowStep + sample * otherSampleStep;
      let o = result.offset + row * toRowStep + sample * toSampleStep;
      for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
        const own = first.data[i]!;
        result.data[o] = Math.fround(own + shares[second.data[j]! - own + 255]!);
      }
    }
  }
  return result;
}

/** weight · difference for each difference from −255 to 255, rounded to 32 bits as the original's product is. */
function sharesOfDifference(weight: number): Float32Array {
  const single = Math.fround(weight);
  return Float32Array.from({ length: 511 }, (_, index) => Math.fround(single * (index - 255)));
}
