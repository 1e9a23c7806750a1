import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { spline36, spline64 } from './filters.ts';
import { type MirroredResizeOptions, resizeMirrored } from './mirrored.ts';

/**
 * The picture in another size by a spline 6 samples wide: sharp, with little overshoot. HAVC's own choice for chroma.
 *
 * Centre-aligned; the filter widens when it reduces, so that no sample is missed; the picture is mirrored at its edges.
 *
 * @param image - [height, width] or [height, width, 1 to 4], of bytes, 16-bit words or floats, any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param options.shift - where the target's grid lies in source samples; default [0, 0].
 * @param options.maxValue - where integer samples are clipped; default 255 or 65535.
 * @param out - the target's shape and the same sample type; a new one when absent. Must not share memory with `image`.
 * @returns `out`. Integer samples are rounded half up, floats are not clipped.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for an option or a shared memory.
 *
 * Source: zimg 3.0 (edges, widening), whose 8-bit results it equals within 1; {@link spline36} for the weights.
 */
export function resizeSpline36<T extends Samples>(
  image: NdArray<T>,
  options: MirroredResizeOptions,
  out?: NdArray<T>,
): NdArray<T> {
  return resizeMirrored(image, options, spline36(), out);
}

/**
 * The picture in another size by a spline 8 samples wide. HAVC brings frames to a model's square with it.
 *
 * Centre-aligned; the filter widens when it reduces, so that no sample is missed; the picture is mirrored at its edges.
 *
 * @param image - [height, width] or [height, width, 1 to 4], of bytes, 16-bit words or floats, any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param options.shift - where the target's grid lies in source samples; default [0, 0].
 * @param options.maxValue - where integer samples are clipped; default 255 or 65535.
 * @param out - the target's shape and the same sample type; a new one when absent. Must not share memory with `image`.
 * @returns `out`. Integer samples are rounded half up, floats are not clipped.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for an option or a shared memory.
 *
 * Source: zimg 3.0 (edges, widening), whose 8-bit results it equals within 1; {@link spline64} for the weights.
 */
export function resizeSpline64<T extends Samples>(
  image: NdArray<T>,
  options: MirroredResizeOptions,
  out?: NdArray<T>,
): NdArray<T> {
  return resizeMirrored(image, options, spline64(), out);
}
