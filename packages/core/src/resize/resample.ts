import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';
import type { ResampleTable } from './table.ts';

/**
 * Resamples along both axes, rows first: each source row is filtered once and kept as long as an output row needs it,
 * so that memory is some rows and not the picture. Sums are 64-bit floats; integer samples are rounded half up and
 * clipped to 0..`maxValue` at the very end, once; with `options.clipBetween`, they are clipped after the first axis too.
 */
export function resample<T extends Samples>(
  image: NdArray<T>,
  x: ResampleTable,
  y: ResampleTable,
  out: NdArray<T>,
  maxValue: number,
  options: { readonly clipBetween?: boolean } = {},
): void {
  const channels = image.shape[2] ?? 1;
  const length = x.outputs * channels;
  const clipBetween = (options.clipBetween ?? false) && !(image.data instanceof Float32Array);
  const line = new Float64Array(image.shape[1]! * channels);
  const rows = new Float64Array(y.span * length);
  const sums = new Float64Array(length);
  // Source rows held in `rows`, each at its number modulo the span: from `first` up to, not including, `next`.
  let first = 0;
  let next = 0;
  for (let output = 0; output < y.outputs; output++) {
    const start = y.starts[output]!;
    const count = y.counts[output]!;
    if (start < first || start > next) {
      first = start;
      next = start;
    }
    for (; next < start + count; next++) {
      readLine(image, next, channels, line);
      const to = (next % y.span) * length;
      filterLine(line, x, channels, rows, to);
      if (clipBetween) clip(rows, to, to + length, maxValue);
    }
    first = Math.max(first, next - y.span);
    mixRows(rows, y.span, length, start, count, y.weights, output * y.span, sums);
    writeLine(sums, out, output, channels, maxValue);
  }
}

function readLine(image: NdArray<Samples>, row: number, channels: number, line: Float64Array): void {
  const { data } = image;
  const [rowStep, step, channelStep = 0] = image.stride as [number, number, number?];
  let i = image.offset + row * rowStep;
  if (channels === 1) {
    for (let n = 0; n < line.length; n++, i += step) line[n] = data[i]!;
    return;
  }
  for (let n = 0; n < line.length; i += step) {
    for (let c = 0, k = i; c < channels; c++, k += channelStep) line[n++] = data[k]!;
  }
}

function filterLine(line: Float64Array, x: ResampleTable, channels: number, rows: Float64Array, to: number): void {
  const { starts, counts, weights, span, outputs } = x;
  if (channels === 3) {
    for (let output = 0; output < outputs; output++, to += 3) {
      let i = starts[output]! * 3;
      const from = output * span;
      const end = from + counts[output]!;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      for (let k = from; k < end; k++, i += 3) {
        const weight = weights[k]!;
        sum0 += weight * line[i]!;
        sum1 += weight * line[i + 1]!;
        sum2 += weight * line[i + 2]!;
      }
      rows[to] = sum0;
      rows[to + 1] = sum1;
      rows[to + 2] = sum2;
    }
    return;
  }
  for (let output = 0; output < outputs; output++) {
    const from = output * span;
    const end = from + counts[output]!;
    for (let c = 0; c < channels; c++) {
      let i = starts[output]! * channels + c;
      let sum = 0;
      for (let k = from; k < end; k++, i += channels) sum += weights[k]! * line[i]!;
      rows[to++] = sum;
    }
  }
}

function clip(rows: Float64Array, from: number, to: number, maxValue: number): void {
  for (let i = from; i < to; i++) rows[i] = Math.min(maxValue, Math.max(0, rows[i]!));
}

function mixRows(
  rows: Float64Array,
  span: number,
  length: number,
  start: number,
  count: number,
  weights: Float64Array,
  place: number,
  sums: Float64Array,
): void {
  // Two rows at a time halve the passes over `sums`; an odd count begins with a row alone.
  let row = 0;
  if (count % 2 === 1) {
    const from = (start % span) * length;
    const weight = weights[place]!;
    for (let i = 0; i < length; i++) sums[i] = weight * rows[from + i]!;
    row = 1;
  } else sums.fill(0);
  for (; row < count; row += 2) {
    const a = ((start + row) % span) * length;
    const b = ((start + row + 1) % span) * length;
    const weightA = weights[place + row]!;
    const weightB = weights[place + row + 1]!;
    for (let i = 0; i < length; i++) sums[i] = sums[i]! + (weightA * rows[a + i]! + weightB * rows[b + i]!);
  }
}

function writeLine(sums: Float64Array, out: NdArray<Samples>, row: number, channels: number, maxValue: number): void {
  const { data } = out;
  const [rowStep, step, channelStep = 0] = out.stride as [number, number, number?];
  const whole = !(data instanceof Float32Array);
  let o = out.offset + row * rowStep;
  for (let n = 0; n < sums.length; o += step) {
    for (let c = 0, k = o; c < channels; c++, k += channelStep) {
      const value = sums[n++]!;
      if (whole) data[k] = value < 0 ? 0 : value > maxValue ? maxValue : (value + 0.5) | 0;
      else data[k] = value;
    }
  }
}
