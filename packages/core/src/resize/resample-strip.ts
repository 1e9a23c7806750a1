import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import { Places, stepOf } from '../simd/places.ts';
import { type FilterRows, type MixRows, resizeKernels } from './kernels.ts';
import type { RowOrder } from './row-order.ts';
import { readRow, writeRow } from './row-samples.ts';
import { formatOf } from './sample-format.ts';
import { STRIP_BYTES, type Strip, spotsOf } from './strips.ts';
import type { ResampleTable } from './table.ts';

/** What a strip of columns is computed from. */
export interface ResampleTask {
  readonly image: NdArray<Samples>;
  readonly out: NdArray<Samples>;
  readonly channels: number;
  readonly x: ResampleTable;
  readonly y: ResampleTable;
  /** The order for `y`. */
  readonly order: RowOrder;
  readonly columnsFirst: boolean;
  /** Where samples are clipped after the first axis, and after the second. */
  readonly between: Bounds;
  readonly final: Bounds;
}

type Bounds = readonly [low: number, high: number];

/** How wide strips should be. Where a column takes very many samples, some columns go together all the same. */
export function columnsAtATime({ image, channels, x, y, columnsFirst }: ResampleTask): number {
  const aSource = channels * (68 + (columnsFirst ? 8 * y.span : 0));
  const aColumn = 8 * x.span + 8 + channels * (36 + (columnsFirst ? 0 : 8 * y.span));
  const room = STRIP_BYTES - 8 * y.span - aSource * x.span;
  return Math.max(16, Math.floor(room / (aColumn + (aSource * image.shape[1]!) / x.outputs)));
}

/**
 * Resamples a strip of columns. Source rows, or what filtering along makes of them, are kept in a ring of rows; filters
 * go along four lines at a time.
 */
export function resampleStrip(task: ResampleTask, strip: Strip): void {
  const { image, out, channels, x, y, order, columnsFirst } = task;
  const columns = strip.to - strip.from;
  const inputs = (strip.sourceTo - strip.sourceFrom) * channels;
  const outputs = columns * channels;
  const lineStep = stepOf(8 * inputs);
  const rowStep = stepOf(8 * outputs);
  const ringStep = columnsFirst ? lineStep : rowStep;
  // Where four rows come in at a time, up to three do before they are needed.
  const ringRows = columnsFirst ? y.span : Math.ceil((y.span + 3) / 4) * 4;

  const places = new Places();
  const spots = places.take(8 * columns);
  const weights = places.take(8 * columns * x.span);
  const rowWeights = places.take(8 * y.span);
  const source = places.take(4 * inputs);
  const lines = places.take(4 * lineStep);
  const quads = places.take(4 * lineStep);
  const ring = places.take(ringRows * ringStep);
  const rows = places.take(4 * rowStep);
  const target = places.take(4 * outputs);
  const ringEnd = ring + ringRows * ringStep;
  const simd = resizeKernels();
  simd.reserve(places.end);
  const { kernels, memory } = simd;
  const { widen, narrow, view } = formatOf(image.data, simd);
  const sourceView = view(source, inputs);
  const targetView = view(target, outputs);
  const rowWeightsView = new Float64Array(memory.buffer, rowWeights, y.span);
  new Int32Array(memory.buffer, spots).set(spotsOf(x, strip, 32 * channels));
  new Float64Array(memory.buffer, weights).set(x.weights.subarray(strip.from * x.span, strip.to * x.span));

  const read = (place: number, to: number) => {
    if (place >= order.rows.length) return;
    readRow(image, order.rows[place]!, strip.sourceFrom, sourceView);
    widen(source, to, inputs);
  };
  const filterLines = (filter: FilterRows, to: number, [low, high]: Bounds) => {
    kernels.interleave(lines, lineStep, inputs, quads);
    filter(quads, spots, weights, x.span, columns, channels, to, rowStep, low, high);
  };
  const mixRing = (mix: MixRows, output: number, samples: number, to: number, [low, high]: Bounds) => {
    rowWeightsView.set(y.weights.subarray(output * y.span, (output + 1) * y.span));
    const first = ring + (order.places[output]! % ringRows) * ringStep;
    mix(ring, ringEnd, ringStep, first, y.counts[output]!, rowWeights, samples, to, low, high);
  };
  const write = (from: number, output: number) => {
    narrow(from, target, outputs);
    writeRow(out, output, strip.from, targetView);
  };

  for (let output = 0, come = 0; output < y.outputs; output++) {
    const end = order.places[output]! + y.counts[output]!;
    if (columnsFirst) {
      for (; come < end; come++) read(come, ring + (come % ringRows) * ringStep);
      const line = output % 4;
      mixRing(kernels.mixRows, output, inputs, lines + line * lineStep, task.between);
      if (line < 3 && output < y.outputs - 1) continue;
      filterLines(kernels.filterRowsByPairs, rows, task.final);
      for (let n = 0; n <= line; n++) write(rows + n * rowStep, output - line + n);
    } else {
      for (; come < end; come += 4) {
        for (let n = 0; n < 4; n++) read(come + n, lines + n * lineStep);
        filterLines(kernels.filterRows, ring + (come % ringRows) * ringStep, task.between);
      }
      mixRing(kernels.mixRowsByPairs, output, outputs, rows, task.final);
      write(rows, output);
    }
  }
}
