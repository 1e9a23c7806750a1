import { type RgbImage, sizeOf } from '@havc/core';
import type { ChromaRows } from './put-chroma.ts';

/**
 * Enlarges the chroma of a small picture row by row, so that a picture of any height needs the memory of four rows.
 *
 * Chroma is B - Y and R - Y with BT.601's luma weights: Cb and Cr of JPEG (or OpenCV's U and V) but for constant
 * factors, which cancel when the luma is put back. Pixel centres are aligned, edges are repeated, and the kernel is
 * Catmull-Rom's cubic (a = -0.5): as sharp as chroma needs, with less ringing beside strong colours than Lanczos or
 * Spline36, which shows as fringes when a picture is enlarged thirty times. At equal size it changes nothing.
 *
 * @param colored - R'G'B', any strides; not changed.
 * @returns a function that gives the chroma of one full-size row. What it returns is good until the next call.
 */
export function enlargeChroma(colored: RgbImage, width: number, height: number): (y: number) => ChromaRows {
  const small = sizeOf(colored);
  const columns = cubicTaps(small.width, width);
  const source = new Float32Array(small.width * 2);
  const held = [0, 1, 2, 3].map(() => ({ row: -1, values: new Float32Array(width * 2) }));

  const enlargedRow = (row: number): Float32Array => {
    // Four rows next to each other never share a slot; those repeated at an edge are one row.
    const slot = held[row % 4]!;
    if (slot.row !== row) {
      readChroma(colored, row, source);
      enlargeRow(source, columns, slot.values);
      slot.row = row;
    }
    return slot.values;
  };
  const taps = cubicTaps(small.height, height);
  return (y) => {
    const at = (tap: number) => enlargedRow(taps.index[y * 4 + tap]!);
    const weight = (tap: number) => taps.weight[y * 4 + tap]!;
    return { rows: [at(0), at(1), at(2), at(3)], weights: [weight(0), weight(1), weight(2), weight(3)] };
  };
}

interface Taps {
  /** Four indices into the source for every target sample, clamped to its ends. */
  readonly index: Uint32Array;
  readonly weight: Float32Array;
}

function cubicTaps(from: number, to: number): Taps {
  const index = new Uint32Array(to * 4);
  const weight = new Float32Array(to * 4);
  for (let i = 0; i < to; i++) {
    const center = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(center);
    const t = center - first;
    // Keys, "Cubic convolution interpolation for digital image processing" (1981), a = -1/2.
    weight[i * 4] = ((-0.5 * t + 1) * t - 0.5) * t;
    weight[i * 4 + 1] = (1.5 * t - 2.5) * t * t + 1;
    weight[i * 4 + 2] = ((-1.5 * t + 2) * t + 0.5) * t;
    weight[i * 4 + 3] = (0.5 * t - 0.5) * t * t;
    for (let tap = 0; tap < 4; tap++) index[i * 4 + tap] = Math.min(Math.max(first - 1 + tap, 0), from - 1);
  }
  return { index, weight };
}

function readChroma(image: RgbImage, y: number, out: Float32Array): void {
  const { data, offset, stride } = image;
  const [strideY = 0, strideX = 0, strideC = 0] = stride;
  let at = offset + y * strideY;
  for (let i = 0; i < out.length; i += 2, at += strideX) {
    const red = data[at]!;
    const blue = data[at + 2 * strideC]!;
    const luma = 0.299 * red + 0.587 * data[at + strideC]! + 0.114 * blue;
    out[i] = blue - luma;
    out[i + 1] = red - luma;
  }
}

function enlargeRow(source: Float32Array, taps: Taps, out: Float32Array): void {
  const { index, weight } = taps;
  for (let i = 0, tap = 0; i < out.length; i += 2, tap += 4) {
    const w0 = weight[tap]!;
    const w1 = weight[tap + 1]!;
    const w2 = weight[tap + 2]!;
    const w3 = weight[tap + 3]!;
    const i0 = index[tap]! * 2;
    const i1 = index[tap + 1]! * 2;
    const i2 = index[tap + 2]! * 2;
    const i3 = index[tap + 3]! * 2;
    out[i] = w0 * source[i0]! + w1 * source[i1]! + w2 * source[i2]! + w3 * source[i3]!;
    out[i + 1] = w0 * source[i0 + 1]! + w1 * source[i1 + 1]! + w2 * source[i2 + 1]! + w3 * source[i3 + 1]!;
  }
}
