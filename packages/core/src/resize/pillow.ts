import type { NdArray } from 'ndarray';
import { HavcError } from '../error.ts';
import { box, cubic, hamming, lanczos, type ResampleFilter, triangle } from './filters.ts';
import { pillowColumnsAtATime, resizePillowStrip } from './pillow-strip.ts';
import { pillowTable } from './pillow-table.ts';
import { rowOrder } from './row-order.ts';
import { stripsOf } from './strips.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/** Pillow's names of its filters. */
export type PillowFilter = 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

/** Options of {@link resizePillow}. */
export interface PillowResizeOptions extends TargetSize {
  /** Default 'bilinear'. */
  readonly filter?: PillowFilter;
}

/**
 * Bytes in another size, bit for bit what Pillow's `Image.resize` gives. Models were trained on pictures made so.
 *
 * Antialiased: the filter widens when it reduces. Rows first, rounded to bytes in between; weights in fixed point with
 * 22 bits; sums rounded half up and clipped. At the edges the filter is cut off and scaled back to a sum of 1.
 *
 * @param image - bytes of shape [height, width] or [height, width, 1 to 4], any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param options.filter - 'box', 'bilinear' (default), 'hamming', 'bicubic' (a = −0.5) or 'lanczos' (3 lobes).
 * @param out - the target's shape; a new one when absent. Must not share memory with `image`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for an option or a shared memory.
 *
 * Source: Pillow 9.4, src/libImaging/Resample.c (8 bits per channel).
 */
export function resizePillow(
  image: NdArray<Uint8Array>,
  options: PillowResizeOptions,
  out?: NdArray<Uint8Array>,
): NdArray<Uint8Array> {
  const result = resizeOutput(image, options, out, ['Uint8Array']);
  const filter = pillowFilter(options.filter ?? 'bilinear');
  const [height, width, channels = 1] = image.shape as [number, number, number?];
  const x = pillowTable(width, options.width, filter);
  const y = pillowTable(height, options.height, filter);
  const task = { image, out: result, channels, x, y, order: rowOrder(y) };
  for (const strip of stripsOf(x, pillowColumnsAtATime(task))) resizePillowStrip(task, strip);
  return result;
}

function pillowFilter(name: PillowFilter): ResampleFilter {
  switch (name) {
    case 'box':
      return box();
    case 'bilinear':
      return triangle();
    case 'hamming':
      return hamming();
    case 'bicubic':
      return cubic(-0.5);
    case 'lanczos':
      return lanczos(3);
    default:
      throw new HavcError(
        'OPTION_INVALID',
        `options.filter must be box, bilinear, hamming, bicubic or lanczos, got ${JSON.stringify(name)}.`,
      );
  }
}
