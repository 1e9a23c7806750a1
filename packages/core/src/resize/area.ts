import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { largestSample } from './max-value.ts';
import { resample } from './resample.ts';
import { clampIndex, type ResampleTable, resampleTable } from './table.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/**
 * The picture in another size, each sample the mean of the area it covers: OpenCV's `INTER_AREA`, for reducing.
 *
 * Source samples that an edge of the area cuts count by the part inside. Where a side grows, neither side is averaged:
 * as in OpenCV, both are then interpolated linearly inside the narrow zone where two source samples meet.
 *
 * @param image - [height, width] or [height, width, 1 to 4], of bytes, 16-bit words or floats, any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param out - the target's shape and the same sample type; a new one when absent. Must not share memory with `image`.
 * @returns `out`. Bytes are rounded half up, within 1 of OpenCV, which sums in 32-bit floats or 11-bit weights.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for a size or a shared memory.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/resize.cpp (`computeResizeAreaTab` and `resize`).
 */
export function resizeArea<T extends Samples>(image: NdArray<T>, options: TargetSize, out?: NdArray<T>): NdArray<T> {
  const result = resizeOutput(image, options, out);
  const [height, width] = image.shape as [number, number];
  const table = options.width <= width && options.height <= height ? meanTable : meetingTable;
  resample(image, table(width, options.width), table(height, options.height), result, largestSample(image.data));
  return result;
}

function meanTable(inputs: number, outputs: number): ResampleTable {
  const scale = inputs / outputs;
  return resampleTable(outputs, Math.ceil(scale) + 1, (output, add) => {
    const from = output * scale;
    const to = Math.min(from + scale, inputs);
    for (let index = Math.floor(from); index < to && index < inputs; index++) {
      const part = Math.min(to, index + 1) - Math.max(from, index);
      // A sliver that only rounding made doesn't count, so that whole-number ratios stay exact (OpenCV: 1e-3).
      if (part > 1e-3) add(index, part / (to - from));
    }
  });
}

function meetingTable(inputs: number, outputs: number): ResampleTable {
  const growth = outputs / inputs;
  const scale = 1 / growth;
  return resampleTable(outputs, 2, (output, add) => {
    const index = Math.floor(output * scale);
    // Rounded to 32 bits as in OpenCV: a whole number that 64 bits just miss would turn 0 into 1 below.
    const over = Math.fround(output + 1 - (index + 1) * growth);
    const along = over <= 0 ? 0 : over - Math.floor(over);
    add(clampIndex(index, inputs), 1 - along);
    add(clampIndex(index + 1, inputs), along);
  });
}
