import { sumOfLanes } from '../../../core/assembly/color/lanes';
// Where neighbours have no colour; see src/stabilize/find-gray.ts.

import {
  bluesOfFours,
  greensOfFours,
  loadFour,
  pairsHigh,
  pairsLow,
  pairsOf,
  redsOfFours,
} from '../../../core/assembly/color/lanes';

/**
 * Stores the luma of the current pixels in 16 bits each, with 4 bits after the point, and returns the sum. What lies
 * behind the run's end becomes black.
 *
 * @param kr - of luma, times 2^14; so is `kb`.
 */
export function fillLumas(own: usize, lumas: usize, pixels: i32, kr: i32, kb: i32): i32 {
  memory.fill(own + 3 * pixels, 0, 48);
  const f = pairsOf(kr as i16, (16384 - kr - kb) as i16);
  const g = pairsOf(kb as i16, 0);
  let sums = i32x4.splat(0);
  for (let n = 0; n < pixels; n += 16, own += 48, lumas += 32) {
    const a = loadFour(own);
    const b = loadFour(own + 12);
    const c = loadFour(own + 24);
    const d = loadFour(own + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const low = sixteenths(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B), f, g);
    const high = sixteenths(
      i16x8.extend_high_i8x16_u(R),
      i16x8.extend_high_i8x16_u(G),
      i16x8.extend_high_i8x16_u(B),
      f,
      g,
    );
    v128.store(lumas, low);
    v128.store(lumas, high, 16);
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(i16x8.add(low, high)));
  }
  return sumOfLanes(sums);
}

@inline
function sixteenths(R: v128, G: v128, B: v128, f: v128, g: v128): v128 {
  const low = i32x4.add(i32x4.dot_i16x8_s(pairsLow(R, G), f), i32x4.dot_i16x8_s(pairsLow(B, B), g));
  const high = i32x4.add(i32x4.dot_i16x8_s(pairsHigh(R, G), f), i32x4.dot_i16x8_s(pairsHigh(B, B), g));
  return i16x8.narrow_i32x4_s(i32x4.shr_u(low, 10), i32x4.shr_u(high, 10));
}

/**
 * Stores one bit a pixel, 16 to a word: whether a neighbour's colours on the current luma have a saturation below a
 * threshold. Returns how many have.
 *
 * @param lumas - of {@link fillLumas}.
 * @param factor - 2t − 1 for a whole threshold t: a rounded 255 · span / maximum lies below it where
 * 510 span < (2t − 1) maximum. A tie counts as gray, so that black does, too.
 */
export function findGray(from: usize, lumas: usize, bits: usize, pixels: i32, factor: i32, kr: i32, kb: i32): i32 {
  const f = pairsOf(16384, -kr as i16);
  const g = pairsOf((kr + kb - 16384) as i16, -kb as i16);
  const ratio = pairsOf(510, -factor as i16);
  let count = 0;
  for (let n = 0; n < pixels; n += 16, from += 48, lumas += 32, bits += 2) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const largest = i8x16.max_u(R, i8x16.max_u(G, B));
    const smallest = i8x16.min_u(R, i8x16.min_u(G, B));
    const top0 = topOf(
      v128.load(lumas),
      i16x8.extend_low_i8x16_u(largest),
      i16x8.extend_low_i8x16_u(R),
      i16x8.extend_low_i8x16_u(G),
      i16x8.extend_low_i8x16_u(B),
      f,
      g,
    );
    const top1 = topOf(
      v128.load(lumas, 16),
      i16x8.extend_high_i8x16_u(largest),
      i16x8.extend_high_i8x16_u(R),
      i16x8.extend_high_i8x16_u(G),
      i16x8.extend_high_i8x16_u(B),
      f,
      g,
    );
    // What is beyond 255 is clipped; below 0 it needn't be, where the saturation is 255 and more.
    const top = i8x16.narrow_i16x8_u(top0, top1);
    const white = i16x8.splat(255);
    const clip = i8x16.narrow_i16x8_u(i16x8.sub(top0, white), i16x8.sub(top1, white));
    const span = i8x16.sub_sat_u(i8x16.sub_sat_u(largest, smallest), clip);
    const low = i16x8.narrow_i32x4_s(
      excess(i16x8.extend_low_i8x16_u(span), i16x8.extend_low_i8x16_u(top), ratio, false),
      excess(i16x8.extend_low_i8x16_u(span), i16x8.extend_low_i8x16_u(top), ratio, true),
    );
    const high = i16x8.narrow_i32x4_s(
      excess(i16x8.extend_high_i8x16_u(span), i16x8.extend_high_i8x16_u(top), ratio, false),
      excess(i16x8.extend_high_i8x16_u(span), i16x8.extend_high_i8x16_u(top), ratio, true),
    );
    let gray = i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
    if (pixels - n < 16) gray &= (1 << (pixels - n)) - 1;
    store<u16>(bits, gray as u16);
    count += popcnt(gray);
  }
  return count;
}

/** The largest sample of a neighbour's colours on the current luma, in whole codes. */
@inline
function topOf(luma: v128, largest: v128, R: v128, G: v128, B: v128, f: v128, g: v128): v128 {
  const half = i32x4.splat(512);
  const low = i32x4.add(i32x4.dot_i16x8_s(pairsLow(largest, R), f), i32x4.dot_i16x8_s(pairsLow(G, B), g));
  const high = i32x4.add(i32x4.dot_i16x8_s(pairsHigh(largest, R), f), i32x4.dot_i16x8_s(pairsHigh(G, B), g));
  const above = i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, half), 10), i32x4.shr_s(i32x4.add(high, half), 10));
  return i16x8.shr_s(i16x8.add(i16x8.add(luma, i16x8.splat(8)), above), 4);
}

/** 510 span − factor · top − 1 of four pixels: below 0 is gray. */
@inline
function excess(span: v128, top: v128, ratio: v128, isUpper: bool): v128 {
  const pairs = isUpper ? pairsHigh(span, top) : pairsLow(span, top);
  return i32x4.sub(i32x4.dot_i16x8_s(pairs, ratio), i32x4.splat(1));
}
