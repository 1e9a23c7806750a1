// What is added where neighbours are gray; see src/stabilize/refill-change.ts.

import {
  bluesOfFours,
  greensOfFours,
  loadFour,
  pairsHigh,
  pairsLow,
  redsOfFours,
} from '../../../core/assembly/color/lanes';

/**
 * Stores the additions that `averageChroma` takes: for each neighbour, where it is gray, ownLess · (R − G) of the current
 * pixel − less · (R − G) of the neighbour's, and the same of B − G.
 *
 * @param bits - where neighbours are gray, one bit a pixel; those of the next neighbour are `bitStep` further.
 * @param less - ownLess and −less for each neighbour, 16 bits each.
 */
export function addRefill(
  own: usize,
  neighbors: usize,
  step: usize,
  count: i32,
  bits: usize,
  bitStep: usize,
  less: usize,
  additions: usize,
  pixels: i32,
): void {
  for (let n = 0; n < pixels; n += 16, own += 48, neighbors += 48, bits += 2, additions += 128) {
    let r0 = i32x4.splat(0);
    let r1 = i32x4.splat(0);
    let r2 = i32x4.splat(0);
    let r3 = i32x4.splat(0);
    let b0 = i32x4.splat(0);
    let b1 = i32x4.splat(0);
    let b2 = i32x4.splat(0);
    let b3 = i32x4.splat(0);
    for (let k = 0, at = bits, from = neighbors; k < count; k++, at += bitStep, from += step) {
      const gray = load<u16>(at) as i32;
      if (gray === 0) continue;
      const factors = v128.load32_splat(less + 4 * k);
      const first = lanesOf(gray & 255);
      const last = lanesOf(gray >> 8);
      let p = loadFour(own);
      let q = loadFour(own + 12);
      let s = loadFour(own + 24);
      let t = loadFour(own + 36);
      const red = redsOfFours(p, q, s, t);
      const green = greensOfFours(p, q, s, t);
      const blue = bluesOfFours(p, q, s, t);
      p = loadFour(from);
      q = loadFour(from + 12);
      s = loadFour(from + 24);
      t = loadFour(from + 36);
      const otherRed = redsOfFours(p, q, s, t);
      const otherGreen = greensOfFours(p, q, s, t);
      const otherBlue = bluesOfFours(p, q, s, t);
      const ownRed0 = v128.and(lowDifference(red, green), first);
      const ownBlue0 = v128.and(lowDifference(blue, green), first);
      const red0 = v128.and(lowDifference(otherRed, otherGreen), first);
      const blue0 = v128.and(lowDifference(otherBlue, otherGreen), first);
      r0 = i32x4.add(r0, i32x4.dot_i16x8_s(pairsLow(ownRed0, red0), factors));
      r1 = i32x4.add(r1, i32x4.dot_i16x8_s(pairsHigh(ownRed0, red0), factors));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(pairsLow(ownBlue0, blue0), factors));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(pairsHigh(ownBlue0, blue0), factors));
      const ownRed1 = v128.and(highDifference(red, green), last);
      const ownBlue1 = v128.and(highDifference(blue, green), last);
      const red1 = v128.and(highDifference(otherRed, otherGreen), last);
      const blue1 = v128.and(highDifference(otherBlue, otherGreen), last);
      r2 = i32x4.add(r2, i32x4.dot_i16x8_s(pairsLow(ownRed1, red1), factors));
      r3 = i32x4.add(r3, i32x4.dot_i16x8_s(pairsHigh(ownRed1, red1), factors));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(pairsLow(ownBlue1, blue1), factors));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(pairsHigh(ownBlue1, blue1), factors));
    }
    v128.store(additions, r0);
    v128.store(additions, b0, 16);
    v128.store(additions, r1, 32);
    v128.store(additions, b1, 48);
    v128.store(additions, r2, 64);
    v128.store(additions, b2, 80);
    v128.store(additions, r3, 96);
    v128.store(additions, b3, 112);
  }
}

/** Eight lanes of 16 bits, all ones where a bit is set. */
@inline
function lanesOf(bits: i32): v128 {
  const own = v128(1, 0, 2, 0, 4, 0, 8, 0, 16, 0, 32, 0, 64, 0, -128, 0);
  return i16x8.eq(v128.and(i16x8.splat(bits as i16), own), own);
}

/** a − b of the lower eight bytes of each. */
@inline
function lowDifference(a: v128, b: v128): v128 {
  return i16x8.sub(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b));
}

/** a − b of the upper eight bytes of each. */
@inline
function highDifference(a: v128, b: v128): v128 {
  return i16x8.sub(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b));
}
