import { sumOfLanes } from '../../../core/assembly/color/lanes';
// Pillow's "Color" enhancer; see src/chroma/saturate.ts.

import { high, highFloats, low, lowFloats } from '../../../core/assembly/color/hsv';
import {
  bluesOfFours,
  greensOfFours,
  loadFour,
  pairsOf,
  redsOfFours,
  storeSixteen,
  weigh4,
} from '../../../core/assembly/color/lanes';

/** gray + factor · (sample − gray) of pixels, cut and clipped. */
export function saturate(from: usize, to: usize, pixels: i32, factor: f32): void {
  const share = f32x4.splat(factor);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = low(R);
    const G0 = low(G);
    const B0 = low(B);
    const gray0 = pillowGray(R0, G0, B0);
    const R1 = high(R);
    const G1 = high(G);
    const B1 = high(B);
    const gray1 = pillowGray(R1, G1, B1);
    const g0 = lowFloats(gray0);
    const g1 = highFloats(gray0);
    const g2 = lowFloats(gray1);
    const g3 = highFloats(gray1);
    storeSixteen(
      to,
      i8x16.narrow_i16x8_u(enhanced8(R0, gray0, g0, g1, share), enhanced8(R1, gray1, g2, g3, share)),
      i8x16.narrow_i16x8_u(enhanced8(G0, gray0, g0, g1, share), enhanced8(G1, gray1, g2, g3, share)),
      i8x16.narrow_i16x8_u(enhanced8(B0, gray0, g0, g1, share), enhanced8(B1, gray1, g2, g3, share)),
    );
  }
}

/** Eight samples, not yet clipped, by their gray, which also comes as floats. */
@inline
function enhanced8(samples: v128, gray: v128, lowGray: v128, highGray: v128, share: v128): v128 {
  const way = i16x8.sub(samples, gray);
  return i16x8.narrow_i32x4_s(
    enhanced4(lowGray, lowFloats(way), share),
    enhanced4(highGray, highFloats(way), share),
  );
}

/** The sum with 1.5 · 2^23 has the whole number, below 0 too, in its lowest bits. */
@inline
function enhanced4(gray: v128, way: v128, share: v128): v128 {
  const sum = f32x4.floor(f32x4.add(gray, f32x4.mul(share, way)));
  return i32x4.sub(f32x4.add(sum, f32x4.splat(12582912)), i32x4.splat(0x4b400000));
}

/** Pillow's 8-bit gray of eight pixels, in 16 bits each. Green comes twice, so that half its factor fits into 16 bits. */
@inline
export function pillowGray(R: v128, G: v128, B: v128): v128 {
  return weigh4(R, i16x8.shl(G, 1), B, i16x8.splat(2), pairsOf(19595, 19235), pairsOf(7471, 16384), 16);
}

/** The sum of the gray of pixels: of up to 2^15 of them, so that it fits. */
export function sumGray(from: usize, pixels: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = pixels & ~15;
  let n = 0;
  for (; n < whole; n += 16, from += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const grays = i16x8.add(pillowGray(low(R), low(G), low(B)), pillowGray(high(R), high(G), high(B)));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(grays));
  }
  let sum = sumOfLanes(sums);
  for (; n < pixels; n++, from += 3) {
    const red = 19595 * (load<u8>(from) as i32);
    const green = 38470 * (load<u8>(from, 1) as i32);
    sum += (red + green + 7471 * (load<u8>(from, 2) as i32) + 32768) >> 16;
  }
  return sum;
}
