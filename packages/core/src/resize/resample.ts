import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { columnsAtATime, resampleStrip } from './resample-strip.ts';
import { rowOrder } from './row-order.ts';
import { stripsOf } from './strips.ts';
import type { ResampleTable } from './table.ts';

/** How {@link resample} goes about it. */
export interface ResampleOptions {
  /** Clips integer samples to 0..`maxValue` after the first axis too. */
  readonly clipBetween?: boolean;
  /** Begins across the rows, and filters what that makes along them; otherwise the other way around. */
  readonly columnsFirst?: boolean;
}

/**
 * Resamples along both axes. Each source row comes in once and is kept as long as an output row needs it, so that memory
 * is some rows and not the picture. Sums are 64-bit floats; integer samples are rounded half up and clipped to
 * 0..`maxValue` at the very end, once; with `options.clipBetween`, they are clipped after the first axis too.
 */
export function resample<T extends Samples>(
  image: NdArray<T>,
  x: ResampleTable,
  y: ResampleTable,
  out: NdArray<T>,
  maxValue: number,
  options: ResampleOptions = {},
): void {
  const { clipBetween = false, columnsFirst = false } = options;
  const isWhole = !(image.data instanceof Float32Array);
  const whole = [0, maxValue] as const;
  const any = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const task = {
    ...{ image, x, y, out, columnsFirst, order: rowOrder(y), channels: image.shape[2] ?? 1 },
    ...{ between: isWhole && clipBetween ? whole : any, final: isWhole ? whole : any },
  };
  for (const strip of stripsOf(x, columnsAtATime(task))) resampleStrip(task, strip);
}
