// See src/stabilize/average-chroma.ts.

import {
  bluesOfFours,
  greensOfFours,
  loadFour,
  pairsHigh,
  pairsLow,
  pairsOf,
  redsOfFours,
  storeSixteen,
} from '../../../core/assembly/color/lanes';

/**
 * Writes the current pixels with their chroma changed by their neighbours' and their luma kept.
 *
 * d = sum − ownWeight · own for each sample; R − G changes by d(R) − d(G), B − G by d(B) − d(G), times unit / 2^20, and
 * green moves by what keeps luma. Those changes have 10 bits after the point.
 *
 * @param neighbors - where the first neighbour's pixels are, those of the others each `step` further, `count` in all.
 * @param weights - what their samples count, 16 bits each, 257 in all at most.
 * @param additions - to the changes of R − G and of B − G of each four pixels: 32 bits with 14 after the point.
 * @param kr - of luma, times 2^13; so is `kb`.
 */
export function averageChroma(
  own: usize,
  neighbors: usize,
  step: usize,
  count: i32,
  weights: usize,
  additions: usize,
  to: usize,
  pixels: i32,
  ownWeight: i32,
  unit: i32,
  kr: i32,
  kb: i32,
): void {
  const whole = pairsOf(-ownWeight as i16, ownWeight as i16);
  const units = i32x4.splat(unit);
  const reds = i32x4.splat(kr);
  const blues = i32x4.splat(kb);
  for (let n = 0; n < pixels; n += 16, own += 48, neighbors += 48, additions += 128, to += 48) {
    // Sums of 16 bits less 2^15, so that they have a sign: R G B R G B ... of eight pixels, and of the next eight.
    let s0 = i16x8.splat(-32768);
    let s1 = i16x8.splat(-32768);
    let s2 = i16x8.splat(-32768);
    let s3 = i16x8.splat(-32768);
    let s4 = i16x8.splat(-32768);
    let s5 = i16x8.splat(-32768);
    for (let k = 0, from = neighbors; k < count; k++, from += step) {
      const weight = v128.load16_splat(weights + 2 * k);
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      s0 = i16x8.add(s0, i16x8.mul(i16x8.extend_low_i8x16_u(a), weight));
      s1 = i16x8.add(s1, i16x8.mul(i16x8.extend_high_i8x16_u(a), weight));
      s2 = i16x8.add(s2, i16x8.mul(i16x8.extend_low_i8x16_u(b), weight));
      s3 = i16x8.add(s3, i16x8.mul(i16x8.extend_high_i8x16_u(b), weight));
      s4 = i16x8.add(s4, i16x8.mul(i16x8.extend_low_i8x16_u(c), weight));
      s5 = i16x8.add(s5, i16x8.mul(i16x8.extend_high_i8x16_u(c), weight));
    }
    const a = loadFour(own);
    const b = loadFour(own + 12);
    const c = loadFour(own + 24);
    const d = loadFour(own + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);

    const R0 = i16x8.extend_low_i8x16_u(R);
    const G0 = i16x8.extend_low_i8x16_u(G);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const green0 = greensOfSums(s0, s1, s2);
    const red0 = redsOfSums(s0, s1, s2);
    const blue0 = bluesOfSums(s0, s1, s2);
    const r0 = change(pairsLow(red0, green0), pairsLow(R0, G0), whole, units, additions);
    const b0 = change(pairsLow(blue0, green0), pairsLow(B0, G0), whole, units, additions + 16);
    const r1 = change(pairsHigh(red0, green0), pairsHigh(R0, G0), whole, units, additions + 32);
    const b1 = change(pairsHigh(blue0, green0), pairsHigh(B0, G0), whole, units, additions + 48);
    const g0 = greenChange(r0, b0, reds, blues);
    const g1 = greenChange(r1, b1, reds, blues);

    const R1 = i16x8.extend_high_i8x16_u(R);
    const G1 = i16x8.extend_high_i8x16_u(G);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const green1 = greensOfSums(s3, s4, s5);
    const red1 = redsOfSums(s3, s4, s5);
    const blue1 = bluesOfSums(s3, s4, s5);
    const r2 = change(pairsLow(red1, green1), pairsLow(R1, G1), whole, units, additions + 64);
    const b2 = change(pairsLow(blue1, green1), pairsLow(B1, G1), whole, units, additions + 80);
    const r3 = change(pairsHigh(red1, green1), pairsHigh(R1, G1), whole, units, additions + 96);
    const b3 = change(pairsHigh(blue1, green1), pairsHigh(B1, G1), whole, units, additions + 112);
    const g2 = greenChange(r2, b2, reds, blues);
    const g3 = greenChange(r3, b3, reds, blues);

    storeSixteen(
      to,
      i8x16.narrow_i16x8_u(
        moved(R0, i32x4.add(r0, g0), i32x4.add(r1, g1)),
        moved(R1, i32x4.add(r2, g2), i32x4.add(r3, g3)),
      ),
      i8x16.narrow_i16x8_u(moved(G0, g0, g1), moved(G1, g2, g3)),
      i8x16.narrow_i16x8_u(
        moved(B0, i32x4.add(b0, g0), i32x4.add(b1, g1)),
        moved(B1, i32x4.add(b2, g2), i32x4.add(b3, g3)),
      ),
    );
  }
}

/** The change of R − G (or B − G) of four pixels: pairs of sums, and of current samples. */
@inline
function change(sums: v128, samples: v128, whole: v128, units: v128, additions: usize): v128 {
  const apart = i32x4.add(i32x4.dot_i16x8_s(sums, pairsOf(1, -1)), i32x4.dot_i16x8_s(samples, whole));
  return i32x4.add(i32x4.shr_s(i32x4.mul(apart, units), 10), i32x4.shr_s(v128.load(additions), 4));
}

/** Green's change, from kr dR + kg dG + kb dB = 0 for dR = dr + dG and dB = db + dG; the half rounds to the nearest. */
@inline
function greenChange(dr: v128, db: v128, reds: v128, blues: v128): v128 {
  const luma = i32x4.shr_s(i32x4.add(i32x4.mul(reds, dr), i32x4.mul(blues, db)), 13);
  return i32x4.sub(i32x4.splat(512), luma);
}

/** Eight samples and their changes. */
@inline
function moved(samples: v128, low: v128, high: v128): v128 {
  return i16x8.add(samples, i16x8.narrow_i32x4_s(i32x4.shr_s(low, 10), i32x4.shr_s(high, 10)));
}

/** Two pixels, of eight 16-bit lanes the first six, as R R G G B B 0 0. */
@inline
function two(lanes: v128): v128 {
  return v128.swizzle(lanes, v128(0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, -1, -1, -1, -1));
}

// Lanes R G B R G B ... of eight pixels, in three vectors, channel by channel. Twos begin at lanes 0, 6, 12 and 18.

@inline
function secondTwo(a: v128, b: v128): v128 {
  return two(v128.shuffle<i16>(a, b, 6, 7, 8, 9, 10, 11, 12, 13));
}

@inline
function thirdTwo(b: v128, c: v128): v128 {
  return two(v128.shuffle<i16>(b, c, 4, 5, 6, 7, 8, 9, 10, 11));
}

@inline
function lastTwo(c: v128): v128 {
  return two(v128.shuffle<i16>(c, c, 2, 3, 4, 5, 6, 7, 8, 9));
}

@inline
function redsOfSums(a: v128, b: v128, c: v128): v128 {
  return redsOfFours(two(a), secondTwo(a, b), thirdTwo(b, c), lastTwo(c));
}

@inline
function greensOfSums(a: v128, b: v128, c: v128): v128 {
  return greensOfFours(two(a), secondTwo(a, b), thirdTwo(b, c), lastTwo(c));
}

@inline
function bluesOfSums(a: v128, b: v128, c: v128): v128 {
  return bluesOfFours(two(a), secondTwo(a, b), thirdTwo(b, c), lastTwo(c));
}
