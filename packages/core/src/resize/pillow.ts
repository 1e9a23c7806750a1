import type { NdArray } from 'ndarray';
import { HavcError } from '../error.ts';
import { box, cubic, hamming, lanczos, type ResampleFilter, triangle } from './filters.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/** Pillow's names of its filters. */
export type PillowFilter = 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

/** Options of {@link resizePillow}. */
export interface PillowResizeOptions extends TargetSize {
  /** Default 'bilinear'. */
  readonly filter?: PillowFilter;
}

/** Bits after the point of Pillow's weights: what a 32-bit sum leaves beside an 8-bit sample and 2 bits of overshoot. */
const PRECISION = 22;

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
  const length = options.width * channels;
  const line = new Int32Array(width * channels);
  const rows = new Int32Array(y.span * length);
  const sums = new Int32Array(length);
  // Filtered rows are kept at their number modulo the span; starts never go back, so none is needed again.
  let next = 0;
  for (let output = 0; output < options.height; output++) {
    const start = y.starts[output]!;
    const count = y.counts[output]!;
    for (next = Math.max(next, start); next < start + count; next++) {
      readLine(image, next, channels, line);
      filterLine(line, x, channels, rows, (next % y.span) * length);
    }
    sums.fill(1 << (PRECISION - 1));
    for (let row = 0; row < count; row++) {
      const from = ((start + row) % y.span) * length;
      const weight = y.weights[output * y.span + row]!;
      for (let i = 0; i < length; i++) sums[i] = sums[i]! + Math.imul(weight, rows[from + i]!);
    }
    writeLine(sums, result, output, channels);
  }
  return result;
}

interface PillowTable {
  readonly span: number;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
}

/** Weights as Pillow computes them; the order of operations matters to the last bit. */
function pillowTable(inputs: number, outputs: number, filter: ResampleFilter): PillowTable {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const support = filter.support * widening;
  const span = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const weights = new Int32Array(outputs * span);
  const shares = new Float64Array(span);
  const perSample = 1 / widening;
  for (let output = 0; output < outputs; output++) {
    const centre = (output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(inputs, Math.trunc(centre + support + 0.5)) - start;
    let total = 0;
    for (let i = 0; i < count; i++) {
      shares[i] = filter.weight((i + start - centre + 0.5) * perSample);
      total += shares[i]!;
    }
    for (let i = 0; i < count; i++) {
      const share = (total === 0 ? shares[i]! : shares[i]! / total) * (1 << PRECISION);
      weights[output * span + i] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    }
    starts[output] = start;
    counts[output] = count;
  }
  return { span, starts, counts, weights };
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

function readLine(image: NdArray<Uint8Array>, row: number, channels: number, line: Int32Array): void {
  const { data } = image;
  const [rowStep, step, channelStep = 0] = image.stride as [number, number, number?];
  let i = image.offset + row * rowStep;
  for (let n = 0; n < line.length; i += step) {
    for (let c = 0, k = i; c < channels; c++, k += channelStep) line[n++] = data[k]!;
  }
}

function filterLine(line: Int32Array, x: PillowTable, channels: number, rows: Int32Array, to: number): void {
  const { starts, counts, weights, span } = x;
  const half = 1 << (PRECISION - 1);
  const outputs = starts.length;
  if (channels === 3) {
    for (let output = 0; output < outputs; output++, to += 3) {
      let i = starts[output]! * 3;
      const from = output * span;
      const end = from + counts[output]!;
      let sum0 = half;
      let sum1 = half;
      let sum2 = half;
      for (let k = from; k < end; k++, i += 3) {
        const weight = weights[k]!;
        sum0 = (sum0 + Math.imul(weight, line[i]!)) | 0;
        sum1 = (sum1 + Math.imul(weight, line[i + 1]!)) | 0;
        sum2 = (sum2 + Math.imul(weight, line[i + 2]!)) | 0;
      }
      rows[to] = clipByte(sum0 >> PRECISION);
      rows[to + 1] = clipByte(sum1 >> PRECISION);
      rows[to + 2] = clipByte(sum2 >> PRECISION);
    }
    return;
  }
  for (let output = 0; output < outputs; output++) {
    const from = output * span;
    const end = from + counts[output]!;
    for (let c = 0; c < channels; c++) {
      let i = starts[output]! * channels + c;
      let sum = half;
      for (let k = from; k < end; k++, i += channels) sum = (sum + Math.imul(weights[k]!, line[i]!)) | 0;
      rows[to++] = clipByte(sum >> PRECISION);
    }
  }
}

function writeLine(sums: Int32Array, out: NdArray<Uint8Array>, row: number, channels: number): void {
  const { data } = out;
  const [rowStep, step, channelStep = 0] = out.stride as [number, number, number?];
  let o = out.offset + row * rowStep;
  for (let n = 0; n < sums.length; o += step) {
    for (let c = 0, k = o; c < channels; c++, k += channelStep) data[k] = clipByte(sums[n++]! >> PRECISION);
  }
}

function clipByte(value: number): number {
  return Math.min(255, Math.max(0, value));
}
