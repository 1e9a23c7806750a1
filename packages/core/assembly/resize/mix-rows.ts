// Sums over rows of 64-bit floats, sample by sample: filters across the lines. Sixteen samples at a time, in eight sums.

import { after } from './ring';
import { added, addedPair, clipped } from './sums';

/**
 * The first axis: shares are added one by one.
 *
 * @param ring - rows, `rowStep` bytes apart; behind the last one, at `ringEnd`, the first one follows again.
 * @param first - address of the first row to take.
 * @param count - how many rows to take, and how many weights.
 */
export function mixRows(
  ring: usize,
  ringEnd: usize,
  rowStep: usize,
  first: usize,
  count: i32,
  weights: usize,
  samples: i32,
  to: usize,
  low: f64,
  high: f64,
): void {
  mix(ring, ringEnd, rowStep, first, count, weights, samples, to, low, high, false);
}

/** The second axis: shares are added two by two; of an odd number, the first one alone. */
export function mixRowsByPairs(
  ring: usize,
  ringEnd: usize,
  rowStep: usize,
  first: usize,
  count: i32,
  weights: usize,
  samples: i32,
  to: usize,
  low: f64,
  high: f64,
): void {
  mix(ring, ringEnd, rowStep, first, count, weights, samples, to, low, high, true);
}

@inline
function mix(
  ring: usize,
  ringEnd: usize,
  rowStep: usize,
  first: usize,
  count: i32,
  weights: usize,
  samples: i32,
  to: usize,
  low: f64,
  high: f64,
  byPairs: bool,
): void {
  const least = f64x2.splat(low);
  const most = f64x2.splat(high);
  const end = <usize>samples << 3;
  for (let column: usize = 0; column < end; column += 128, to += 128) {
    let row = first;
    let weight = weights;
    let left = count;
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    if (!byPairs || (left & 1) == 1) {
      for (let taken = byPairs ? 1 : left; taken > 0; taken--, left--, weight += 8) {
        const w = v128.load64_splat(weight);
        const from = row + column;
        a = added(a, w, v128.load(from));
        b = added(b, w, v128.load(from, 16));
        c = added(c, w, v128.load(from, 32));
        d = added(d, w, v128.load(from, 48));
        e = added(e, w, v128.load(from, 64));
        f = added(f, w, v128.load(from, 80));
        g = added(g, w, v128.load(from, 96));
        h = added(h, w, v128.load(from, 112));
        row = after(row, rowStep, ring, ringEnd);
      }
    }
    if (byPairs) {
      for (; left > 0; left -= 2, weight += 16) {
        const w = v128.load64_splat(weight);
        const v = v128.load64_splat(weight, 8);
        const from = row + column;
        row = after(row, rowStep, ring, ringEnd);
        const next = row + column;
        row = after(row, rowStep, ring, ringEnd);
        a = addedPair(a, w, v128.load(from), v, v128.load(next));
        b = addedPair(b, w, v128.load(from, 16), v, v128.load(next, 16));
        c = addedPair(c, w, v128.load(from, 32), v, v128.load(next, 32));
        d = addedPair(d, w, v128.load(from, 48), v, v128.load(next, 48));
        e = addedPair(e, w, v128.load(from, 64), v, v128.load(next, 64));
        f = addedPair(f, w, v128.load(from, 80), v, v128.load(next, 80));
        g = addedPair(g, w, v128.load(from, 96), v, v128.load(next, 96));
        h = addedPair(h, w, v128.load(from, 112), v, v128.load(next, 112));
      }
    }
    v128.store(to, clipped(a, least, most));
    v128.store(to, clipped(b, least, most), 16);
    v128.store(to, clipped(c, least, most), 32);
    v128.store(to, clipped(d, least, most), 48);
    v128.store(to, clipped(e, least, most), 64);
    v128.store(to, clipped(f, least, most), 80);
    v128.store(to, clipped(g, least, most), 96);
    v128.store(to, clipped(h, least, most), 112);
  }
}
