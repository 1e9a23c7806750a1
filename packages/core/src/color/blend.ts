import { HavcError } from '../error.ts';
import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { overRuns, PixelRun } from '../simd/pixel-run.ts';
import { coreKernels } from './kernels.ts';

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
  const { kernels, memory } = coreKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overRuns([own, other], to, first, (pixels) =>
    kernels.blend(own.address, other.address, to.address, 3 * pixels, weight),
  );
  return result;
}
