import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { cubic } from './filters.ts';
import { type ClipOptions, largestSample } from './max-value.ts';
import { resample } from './resample.ts';
import { clampIndex, type ResampleTable, resampleTable } from './table.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/** Options of {@link resizeBicubic}. */
export type BicubicOptions = TargetSize & ClipOptions;

/**
 * The picture in another size, each sample from its four neighbours along each axis, without antialiasing: OpenCV's
 * `INTER_CUBIC` (a = −0.75). Meant for enlarging; it overshoots a little at hard edges.
 *
 * Centre-aligned: sample n stands at (n + 0.5) · source / target − 0.5; the edge goes on outside.
 *
 * @param image - [height, width] or [height, width, 1 to 4], of bytes, 16-bit words or floats, any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param options.maxValue - where integer samples are clipped; default 255 or 65535.
 * @param out - the target's shape and the same sample type; a new one when absent. Must not share memory with `image`.
 * @returns `out`. Bytes are rounded half up, within 1 of OpenCV, which has 11-bit weights.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for an option or a shared memory.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/resize.cpp; R. Keys, "Cubic convolution interpolation for digital image
 * processing" (1981).
 */
export function resizeBicubic<T extends Samples>(
  image: NdArray<T>,
  options: BicubicOptions,
  out?: NdArray<T>,
): NdArray<T> {
  const result = resizeOutput(image, options, out);
  const maxValue = largestSample(image.data, options);
  const [height, width] = image.shape as [number, number];
  resample(image, cubicTable(width, options.width), cubicTable(height, options.height), result, maxValue);
  return result;
}

function cubicTable(inputs: number, outputs: number): ResampleTable {
  const scale = inputs / outputs;
  const { weight } = cubic(-0.75);
  return resampleTable(outputs, 4, (output, add) => {
    const position = (output + 0.5) * scale - 0.5;
    const index = Math.floor(position);
    for (let tap = -1; tap <= 2; tap++) add(clampIndex(index + tap, inputs), weight(index + tap - position));
  });
}
