import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { lanczos } from './filters.ts';
import { type MirroredResizeOptions, resizeMirrored } from './mirrored.ts';

/**
 * The picture in another size by Lanczos' filter of three lobes: the sharpest here, with the most overshoot.
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
 * Source: C. E. Duchon, "Lanczos filtering in one and two dimensions" (1979); edges and widening as in zimg 3.0.
 */
export function resizeLanczos<T extends Samples>(
  image: NdArray<T>,
  options: MirroredResizeOptions,
  out?: NdArray<T>,
): NdArray<T> {
  return resizeMirrored(image, options, lanczos(3), out);
}
