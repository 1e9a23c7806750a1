import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { largestSample } from './max-value.ts';
import { resample } from './resample.ts';
import { clampIndex, type ResampleTable, resampleTable } from './table.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/**
 * The picture in another size, each sample from its two neighbours along each axis, without antialiasing: OpenCV's
 * `INTER_LINEAR`. To reduce by more than half, take {@link resizeArea} or {@link resizePillow}, which miss nothing.
 *
 * Centre-aligned: sample n stands at (n + 0.5) · source / target − 0.5; the edge goes on outside.
 *
 * @param image - [height, width] or [height, width, 1 to 4], of bytes, 16-bit words or floats, any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param out - the target's shape and the same sample type; a new one when absent. Must not share memory with `image`.
 * @returns `out`. Bytes are rounded half up, within 1 of OpenCV, which has 11-bit weights; floats within 1e-5.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for a size or a shared memory.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/resize.cpp.
 */
export function resizeLinear<T extends Samples>(image: NdArray<T>, options: TargetSize, out?: NdArray<T>): NdArray<T> {
  const result = resizeOutput(image, options, out);
  const [height, width] = image.shape as [number, number];
  const x = linearTable(width, options.width);
  const y = linearTable(height, options.height);
  resample(image, x, y, result, largestSample(image.data));
  return result;
}

function linearTable(inputs: number, outputs: number): ResampleTable {
  const scale = inputs / outputs;
  return resampleTable(outputs, 2, (output, add) => {
    const position = (output + 0.5) * scale - 0.5;
    const index = Math.floor(position);
    add(clampIndex(index, inputs), 1 - (position - index));
    add(clampIndex(index + 1, inputs), position - index);
  });
}
