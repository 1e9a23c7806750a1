import { runAddress } from '@havc/core';
import { type Feedback, toneKernels } from './kernels.ts';

/** Rows of floats without gaps. */
export interface FloatField {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Blurs by a Gaussian in a time that doesn't depend on its width: a recursion forwards and one backwards in each
 * direction. At each end the recursion starts as if the first value had always been there, which, unlike a mirrored
 * border, gives edges more weight than their share when `sigma` is large against the picture.
 *
 * @param source - left as it is.
 * @param sigma - standard deviation in pixels, at least 0.5.
 * @param target - as large as `source`, another buffer.
 *
 * Source: I. T. Young, L. J. van Vliet, Recursive implementation of the Gaussian filter, Signal Processing 44 (1995),
 * equations 8 to 11; the ends as in VapourSynth-Retinex.
 */
export function recursiveGaussian(source: FloatField, sigma: number, target: Float32Array): void {
  const feedback = feedbackOf(sigma);
  blurRows(source, feedback, target);
  blurColumns({ ...source, data: target }, feedback);
}

function feedbackOf(sigma: number): Feedback {
  const q = sigma < 2.5 ? 3.97156 - 4.14554 * Math.sqrt(1 - 0.26891 * sigma) : 0.98711 * sigma - 0.9633;
  const b0 = 1.57825 + 2.44413 * q + 1.4281 * q * q + 0.422205 * q * q * q;
  const b1 = 2.44413 * q + 2.85619 * q * q + 1.26661 * q * q * q;
  const b2 = -(1.4281 * q * q + 1.26661 * q * q * q);
  const b3 = 0.422205 * q * q * q;
  return [1 - (b1 + b2 + b3) / b0, b1 / b0, b2 / b0, b3 / b0];
}

/** Columns for which the kernels have room: rows of floats then lie 16 KB apart. */
const SPAN = 4096;
/** Rows that go through the recursion at once. */
const ROWS = 4;

/**
 * Forwards and backwards along four rows at a time. What is fed back has 64 bits: with a wide Gaussian, B is smaller than
 * the last digit of a 32-bit float.
 */
function blurRows({ data, width, height }: FloatField, feedback: Feedback, target: Float32Array): void {
  const { kernels, memory } = toneKernels();
  const rows = new Float32Array(memory.buffer, runAddress(0), ROWS * SPAN);
  // What the way forwards makes of them lies behind them.
  const forward = new Float64Array(memory.buffer, rows.byteOffset + rows.byteLength, ROWS * SPAN);
  // What the way forwards makes of rows that the kernels have no room for.
  const whole = new Float64Array(width > SPAN ? ROWS * width : 0);
  for (let top = 0; top < height; top += ROWS) {
    const count = Math.min(ROWS, height - top);
    for (let left = 0; left < width; left += SPAN) {
      const columns = Math.min(SPAN, width - left);
      for (let n = 0; n < count; n++) {
        const start = (top + n) * width + left;
        rows.set(data.subarray(start, start + columns), n * SPAN);
      }
      if (left === 0) kernels.beginRows();
      kernels.feedForwards(columns, ...feedback);
      if (width > SPAN) whole.set(forward.subarray(0, ROWS * columns), ROWS * left);
    }
    kernels.turnRows();
    for (let left = SPAN * Math.floor((width - 1) / SPAN); left >= 0; left -= SPAN) {
      const columns = Math.min(SPAN, width - left);
      if (width > SPAN) forward.set(whole.subarray(ROWS * left, ROWS * (left + columns)));
      kernels.feedBackwards(columns, ...feedback);
      for (let n = 0; n < count; n++) {
        target.set(rows.subarray(n * SPAN, n * SPAN + columns), (top + n) * width + left);
      }
    }
  }
}

/** Downwards and upwards, in place, some columns at a time. */
function blurColumns({ data, width, height }: FloatField, feedback: Feedback): void {
  const { kernels, memory } = toneKernels();
  for (let left = 0; left < width; left += SPAN) {
    const columns = Math.min(SPAN, width - left);
    const line = new Float32Array(memory.buffer, runAddress(0), columns);
    const feed = (row: number) => {
      const start = row * width + left;
      line.set(data.subarray(start, start + columns));
      kernels.feedRow(line.byteOffset, columns, ...feedback);
      data.set(line, start);
    };
    line.set(data.subarray(left, left + columns));
    kernels.beginColumns(line.byteOffset, columns);
    for (let row = 0; row < height; row++) feed(row);
    kernels.turnColumns();
    for (let row = height - 1; row >= 0; row--) feed(row);
  }
}
