import type { NdArray } from 'ndarray';
import { HavcError } from '../error.ts';
import type { Samples } from '../kernel-arguments.ts';
import type { ResampleFilter } from './filters.ts';
import { type ClipOptions, largestSample } from './max-value.ts';
import { resample } from './resample.ts';
import { clampIndex, type ResampleTable, resampleTable } from './table.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/** Options of the antialiased kernels that mirror the picture at its edges. */
export interface MirroredResizeOptions extends TargetSize, ClipOptions {
  /**
   * How far the target's grid lies to the right of and below the source's, in source samples, −4..4. Default [0, 0].
   * For example, halving a full-size chroma plane to 4:2:0 as H.264 sites it (left): [−0.5, 0].
   */
  readonly shift?: readonly [x: number, y: number];
}

/**
 * Resizes by a filter that widens when it reduces, with the picture mirrored at its edges: what zimg, VapourSynth's
 * resizer, does.
 */
export function resizeMirrored<T extends Samples>(
  image: NdArray<T>,
  options: MirroredResizeOptions,
  filter: ResampleFilter,
  out: NdArray<T> | undefined,
): NdArray<T> {
  const result = resizeOutput(image, options, out);
  const maxValue = largestSample(image.data, options);
  const [height, width] = image.shape as [number, number];
  const [shiftX, shiftY] = options.shift ?? [0, 0];
  if (!(Math.abs(shiftX) <= 4 && Math.abs(shiftY) <= 4)) {
    throw new HavcError('OPTION_INVALID', `options.shift must be two numbers from -4 to 4, got [${options.shift}].`);
  }
  const x = mirroredTable(width, options.width, filter, shiftX);
  const y = mirroredTable(height, options.height, filter, shiftY);
  // zimg starts with the axis that leaves less to do, and clips overshoot between the two: both show at hard edges.
  const growX = options.width / width;
  const growY = options.height / height;
  const rowsFirst = Math.max(growX, 1) * 2 + growX * Math.max(growY, 1);
  const columnsFirst = Math.max(growY, 1) + growY * Math.max(growX, 1) * 2;
  resample(image, x, y, result, maxValue, { clipBetween: true, columnsFirst: rowsFirst >= columnsFirst });
  return result;
}

function mirroredTable(inputs: number, outputs: number, filter: ResampleFilter, shift: number): ResampleTable {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const reach = filter.support * widening;
  const span = Math.floor(2 * reach) + 1;
  const weights = new Float64Array(span);
  return resampleTable(outputs, span, (output, add) => {
    const centre = (output + 0.5) * scale + shift - 0.5;
    const first = Math.ceil(centre - reach);
    const last = Math.floor(centre + reach);
    let total = 0;
    for (let index = first; index <= last; index++) {
      const weight = filter.weight((index - centre) / widening);
      weights[index - first] = weight;
      total += weight;
    }
    for (let index = first; index <= last; index++) {
      const mirrored = index < 0 ? -1 - index : index >= inputs ? 2 * inputs - 1 - index : index;
      // A picture narrower than the filter is mirrored once; past that, its edge goes on.
      add(clampIndex(mirrored, inputs), weights[index - first]! / total);
    }
  });
}
