import type { NdArray } from 'ndarray';
import { Places, stepOf } from '../simd/places.ts';
import { resizeKernels } from './kernels.ts';
import type { PillowTable } from './pillow-table.ts';
import type { RowOrder } from './row-order.ts';
import { readRow, writeRow } from './row-samples.ts';
import { STRIP_BYTES, type Strip, spotsOf } from './strips.ts';

/** What a strip of columns is computed from. */
export interface PillowTask {
  readonly image: NdArray<Uint8Array>;
  readonly out: NdArray<Uint8Array>;
  readonly channels: number;
  readonly x: PillowTable;
  readonly y: PillowTable;
  /** The order for `y`. */
  readonly order: RowOrder;
}

/** How wide strips should be. Where a column takes very many samples, some columns go together all the same. */
export function pillowColumnsAtATime({ image, channels, x, y }: PillowTask): number {
  const aSource = 12 * channels;
  const aColumn = 8 * x.pairs + 8 + channels * (y.span + 4);
  const room = STRIP_BYTES - 8 * y.pairs - aSource * x.span;
  return Math.max(16, Math.floor(room / (aColumn + (aSource * image.shape[1]!) / x.outputs)));
}

/** Filters a strip's source rows along, four at a time, into a ring of rows, and mixes rows of the ring. */
export function resizePillowStrip({ image, out, channels, x, y, order }: PillowTask, strip: Strip): void {
  const columns = strip.to - strip.from;
  const inputs = (strip.sourceTo - strip.sourceFrom) * channels;
  const outputs = columns * channels;
  const lineStep = stepOf(inputs);
  const rowStep = stepOf(outputs);
  // Up to three rows come in before they are needed.
  const ringRows = Math.ceil((y.span + 3) / 4) * 4;

  const places = new Places();
  const spots = places.take(8 * columns);
  const weights = places.take(8 * columns * x.pairs);
  const rowWeights = places.take(8 * y.pairs);
  const lines = places.take(4 * lineStep);
  const quads = places.take(8 * inputs);
  const ring = places.take(ringRows * rowStep);
  const target = places.take(outputs);
  const ringEnd = ring + ringRows * rowStep;
  const simd = resizeKernels();
  simd.reserve(places.end);
  const { kernels, memory } = simd;
  const lineViews = [0, 1, 2, 3].map((line) =>
    memory.subarray(lines + line * lineStep, lines + line * lineStep + inputs),
  );
  const targetView = memory.subarray(target, target + outputs);
  const rowWeightsView = new Int32Array(memory.buffer, rowWeights, 2 * y.pairs);
  new Int32Array(memory.buffer, spots).set(spotsOf(x, strip, 8 * channels));
  new Int32Array(memory.buffer, weights).set(x.weights.subarray(2 * strip.from * x.pairs, 2 * strip.to * x.pairs));

  for (let output = 0, come = 0; output < y.outputs; output++) {
    const first = order.places[output]!;
    const count = y.counts[output]!;
    for (; come < first + count; come += 4) {
      for (let n = 0; n < 4 && come + n < order.rows.length; n++) {
        readRow(image, order.rows[come + n]!, strip.sourceFrom, lineViews[n]!);
      }
      kernels.interleaveBytes(lines, lineStep, channels, inputs, quads);
      const to = ring + (come % ringRows) * rowStep;
      kernels.filterBytes(quads, spots, weights, x.pairs, columns, channels, to, rowStep);
    }
    rowWeightsView.set(y.weights.subarray(2 * output * y.pairs, 2 * (output + 1) * y.pairs));
    const from = ring + (first % ringRows) * rowStep;
    kernels.mixBytes(ring, ringEnd, rowStep, from, count, rowWeights, outputs, target);
    writeRow(out, output, strip.from, targetView);
  }
}
