import type { NdArray } from 'ndarray';
import type { Samples } from '../kernel-arguments.ts';

/** Copies a row's pixels from `column` on into `to`, as many as there is room for: samples without gaps. */
export function readRow(image: NdArray<Samples>, row: number, column: number, to: Samples): void {
  const { data } = image;
  const channels = image.shape[2] ?? 1;
  const [rowStep, step, channelStep = 1] = image.stride as [number, number, number?];
  const from = image.offset + row * rowStep + column * step;
  if (step === channels && (channelStep === 1 || channels === 1)) {
    to.set(data.subarray(from, from + to.length));
    return;
  }
  for (let c = 0; c < channels; c++) {
    for (let n = c, i = from + c * channelStep; n < to.length; n += channels, i += step) to[n] = data[i]!;
  }
}

/** Copies samples without gaps into a row, from `column` on. */
export function writeRow(image: NdArray<Samples>, row: number, column: number, from: Samples): void {
  const { data } = image;
  const channels = image.shape[2] ?? 1;
  const [rowStep, step, channelStep = 1] = image.stride as [number, number, number?];
  const to = image.offset + row * rowStep + column * step;
  if (step === channels && (channelStep === 1 || channels === 1)) {
    data.set(from, to);
    return;
  }
  for (let c = 0; c < channels; c++) {
    for (let n = c, i = to + c * channelStep; n < from.length; n += channels, i += step) data[i] = from[n]!;
  }
}
