// Pillow's filter along four lines at once: quads (see interleave-bytes.ts) to four rows of bytes.

import { addedDot, rounded } from './fixed-point';

/** From a sample of a quad to the next one, in bytes. */
const QUAD = 8;

/**
 * @param spots - for each output, the offset in bytes of its first input, and how many inputs it takes: 32-bit integers.
 * @param weights - `span` pairs for each output, the last one filled up with 0.
 * @param to - the first of four rows, `rowStep` bytes apart.
 */
export function filterBytes(
  quads: usize,
  spots: usize,
  weights: usize,
  span: i32,
  outputs: i32,
  channels: i32,
  to: usize,
  rowStep: usize,
): void {
  if (channels == 3) filterColors(quads, spots, weights, span, outputs, to, rowStep);
  else filterChannels(quads, spots, weights, span, outputs, channels, to, rowStep);
}

@inline
function filterColors(
  quads: usize,
  spots: usize,
  weights: usize,
  span: i32,
  outputs: i32,
  to: usize,
  rowStep: usize,
): void {
  const zero = i32x4.splat(0);
  for (let output = 0; output < outputs; output++, spots += 8, weights += span << 3, to += 3) {
    let from = quads + load<u32>(spots);
    let weight = weights;
    // A sum for each line.
    let rUpper = zero;
    let rLower = zero;
    let gUpper = zero;
    let gLower = zero;
    let bUpper = zero;
    let bLower = zero;
    for (let count = load<i32>(spots, 4); count > 0; count -= 2, from += 6 * QUAD, weight += 8) {
      const upper = v128.load32_splat(weight);
      const lower = v128.load32_splat(weight, 4);
      const r = v128.load8x8_u(from);
      const g = v128.load8x8_u(from, 8);
      const b = v128.load8x8_u(from, 16);
      rUpper = addedDot(rUpper, r, upper);
      rLower = addedDot(rLower, r, lower);
      gUpper = addedDot(gUpper, g, upper);
      gLower = addedDot(gLower, g, lower);
      bUpper = addedDot(bUpper, b, upper);
      bLower = addedDot(bLower, b, lower);
    }
    const reds = rounded(rUpper, rLower);
    const greens = rounded(gUpper, gLower);
    const blues = rounded(bUpper, bLower);
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(reds, greens), i16x8.narrow_i32x4_s(blues, blues));
    // A fourth byte goes along: what the next pixel overwrites, or the space behind the row.
    const pixels = v128.shuffle<i8>(bytes, bytes, 0, 4, 8, 0, 1, 5, 9, 0, 2, 6, 10, 0, 3, 7, 11, 0);
    v128.store_lane<i32>(to, pixels, 0);
    v128.store_lane<i32>(to + rowStep, pixels, 1);
    v128.store_lane<i32>(to + 2 * rowStep, pixels, 2);
    v128.store_lane<i32>(to + 3 * rowStep, pixels, 3);
  }
}

@inline
function filterChannels(
  quads: usize,
  spots: usize,
  weights: usize,
  span: i32,
  outputs: i32,
  channels: i32,
  to: usize,
  rowStep: usize,
): void {
  const step = <usize>channels * (2 * QUAD);
  for (let output = 0; output < outputs; output++, spots += 8, weights += span << 3) {
    for (let channel = 0; channel < channels; channel++, to++) {
      let from = quads + load<u32>(spots) + channel * QUAD;
      let weight = weights;
      // A sum for each line.
      let upper = i32x4.splat(0);
      let lower = upper;
      for (let count = load<i32>(spots, 4); count > 0; count -= 2, from += step, weight += 8) {
        const samples = v128.load8x8_u(from);
        upper = addedDot(upper, samples, v128.load32_splat(weight));
        lower = addedDot(lower, samples, v128.load32_splat(weight, 4));
      }
      const words = i16x8.narrow_i32x4_s(rounded(upper, lower), upper);
      const bytes = i8x16.narrow_i16x8_u(words, words);
      v128.store_lane<i8>(to, bytes, 0);
      v128.store_lane<i8>(to + rowStep, bytes, 1);
      v128.store_lane<i8>(to + 2 * rowStep, bytes, 2);
      v128.store_lane<i8>(to + 3 * rowStep, bytes, 3);
    }
  }
}
