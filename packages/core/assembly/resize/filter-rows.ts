// Filters along four lines at once: quads (see interleave.ts) to four rows, each output sample a sum over some inputs.

import { added, addedPair, clipped } from './sums';

/** From a sample of a quad to the next one, in bytes. */
const QUAD = 32;

/**
 * The first axis: shares are added one by one.
 *
 * @param spots - for each output, the offset in bytes of its first input, and how many inputs it takes: 32-bit integers.
 * @param weights - `span` of them for each output.
 * @param to - the first of four rows, `rowStep` bytes apart.
 */
export function filterRows(
  quads: usize,
  spots: usize,
  weights: usize,
  span: i32,
  outputs: i32,
  channels: i32,
  to: usize,
  rowStep: usize,
  low: f64,
  high: f64,
): void {
  if (channels == 3) filterColors(quads, spots, weights, span, outputs, to, rowStep, low, high, false);
  else filterChannels(quads, spots, weights, span, outputs, channels, to, rowStep, low, high, false);
}

/** The second axis: shares are added two by two; of an odd number, the first one alone. */
export function filterRowsByPairs(
  quads: usize,
  spots: usize,
  weights: usize,
  span: i32,
  outputs: i32,
  channels: i32,
  to: usize,
  rowStep: usize,
  low: f64,
  high: f64,
): void {
  if (channels == 3) filterColors(quads, spots, weights, span, outputs, to, rowStep, low, high, true);
  else filterChannels(quads, spots, weights, span, outputs, channels, to, rowStep, low, high, true);
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
  low: f64,
  high: f64,
  byPairs: bool,
): void {
  const least = f64x2.splat(low);
  const most = f64x2.splat(high);
  for (let output = 0; output < outputs; output++, spots += 8, weights += span << 3, to += 24) {
    let from = quads + load<u32>(spots);
    let weight = weights;
    let count = load<i32>(spots, 4);
    // Red, green and blue of lines 0 and 1, and of lines 2 and 3.
    let r0 = f64x2.splat(0);
    let r2 = r0;
    let g0 = r0;
    let g2 = r0;
    let b0 = r0;
    let b2 = r0;
    if (!byPairs || (count & 1) == 1) {
      for (let taken = byPairs ? 1 : count; taken > 0; taken--, count--, from += 3 * QUAD, weight += 8) {
        const w = v128.load64_splat(weight);
        r0 = added(r0, w, v128.load(from));
        r2 = added(r2, w, v128.load(from, 16));
        g0 = added(g0, w, v128.load(from, 32));
        g2 = added(g2, w, v128.load(from, 48));
        b0 = added(b0, w, v128.load(from, 64));
        b2 = added(b2, w, v128.load(from, 80));
      }
    }
    if (byPairs) {
      for (; count > 0; count -= 2, from += 6 * QUAD, weight += 16) {
        const w = v128.load64_splat(weight);
        const v = v128.load64_splat(weight, 8);
        r0 = addedPair(r0, w, v128.load(from), v, v128.load(from, 96));
        r2 = addedPair(r2, w, v128.load(from, 16), v, v128.load(from, 112));
        g0 = addedPair(g0, w, v128.load(from, 32), v, v128.load(from, 128));
        g2 = addedPair(g2, w, v128.load(from, 48), v, v128.load(from, 144));
        b0 = addedPair(b0, w, v128.load(from, 64), v, v128.load(from, 160));
        b2 = addedPair(b2, w, v128.load(from, 80), v, v128.load(from, 176));
      }
    }
    storeColors(to, rowStep, clipped(r0, least, most), clipped(g0, least, most), clipped(b0, least, most));
    const third = to + 2 * rowStep;
    storeColors(third, rowStep, clipped(r2, least, most), clipped(g2, least, most), clipped(b2, least, most));
  }
}

/** A colour of one row, and of the next. */
@inline
function storeColors(to: usize, rowStep: usize, r: v128, g: v128, b: v128): void {
  v128.store(to, v128.shuffle<i64>(r, g, 0, 2));
  v128.store_lane<i64>(to, b, 0, 16);
  v128.store(to + rowStep, v128.shuffle<i64>(r, g, 1, 3));
  v128.store_lane<i64>(to + rowStep, b, 1, 16);
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
  low: f64,
  high: f64,
  byPairs: bool,
): void {
  const least = f64x2.splat(low);
  const most = f64x2.splat(high);
  const step = <usize>channels * QUAD;
  for (let output = 0; output < outputs; output++, spots += 8, weights += span << 3) {
    for (let channel = 0; channel < channels; channel++, to += 8) {
      let from = quads + load<u32>(spots) + channel * QUAD;
      let weight = weights;
      let count = load<i32>(spots, 4);
      // Lines 0 and 1, and lines 2 and 3.
      let a = f64x2.splat(0);
      let c = a;
      if (!byPairs || (count & 1) == 1) {
        for (let taken = byPairs ? 1 : count; taken > 0; taken--, count--, from += step, weight += 8) {
          const w = v128.load64_splat(weight);
          a = added(a, w, v128.load(from));
          c = added(c, w, v128.load(from, 16));
        }
      }
      if (byPairs) {
        for (; count > 0; count -= 2, from += 2 * step, weight += 16) {
          const w = v128.load64_splat(weight);
          const v = v128.load64_splat(weight, 8);
          a = addedPair(a, w, v128.load(from), v, v128.load(from + step));
          c = addedPair(c, w, v128.load(from, 16), v, v128.load(from + step, 16));
        }
      }
      a = clipped(a, least, most);
      c = clipped(c, least, most);
      v128.store_lane<i64>(to, a, 0);
      v128.store_lane<i64>(to + rowStep, a, 1);
      v128.store_lane<i64>(to + 2 * rowStep, c, 0);
      v128.store_lane<i64>(to + 3 * rowStep, c, 1);
    }
  }
}
