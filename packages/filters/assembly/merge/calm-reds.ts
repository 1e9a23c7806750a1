import { blended } from '../../../core/assembly/color/blend';
import {
  bluesOfFours,
  copySixteen,
  greensOfFours,
  loadFour,
  redsOfFours,
  storeSixteen,
} from '../../../core/assembly/color/lanes';
import { lumaOf } from '../../../core/assembly/color/yuv';
import { pillowGray } from '../chroma/saturate';
import { mixByShares, SHARES, storeShares } from '../luma/bright-share';

/**
 * Pixels with a part of their colour taken away where they are red, less so the brighter they are; see
 * src/merge/fix-dark-reds.ts. The bright shares are those of `mergeByLuma`.
 */
export function calmReds(
  from: usize,
  to: usize,
  pixels: i32,
  saturation: f32,
  kind: i32,
  bottom: f64,
  slope: f64,
  brightest: i32,
): void {
  const kept = f32x4.splat(saturation);
  const limits = i16x8.splat(brightest as i16);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const G0 = i16x8.extend_low_i8x16_u(G);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const G1 = i16x8.extend_high_i8x16_u(G);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const isDark0 = i16x8.lt_s(lumaOf(R0, G0, B0), limits);
    const isDark1 = i16x8.lt_s(lumaOf(R1, G1, B1), limits);
    const isRed0 = isRed(R0, G0, B0);
    const isRed1 = isRed(R1, G1, B1);
    if (!v128.any_true(v128.or(v128.and(isDark0, isRed0), v128.and(isDark1, isRed1)))) {
      copySixteen(from, to);
      continue;
    }
    const reds = i8x16.narrow_i16x8_s(isRed0, isRed1);
    const gray = i8x16.narrow_i16x8_u(pillowGray(R0, G0, B0), pillowGray(R1, G1, B1));
    storeShares(SHARES, R, G, B, kind, bottom, slope);
    storeSixteen(
      to,
      v128.bitselect(mixByShares(blended(gray, R, kept), R, SHARES), R, reds),
      v128.bitselect(mixByShares(blended(gray, G, kept), G, SHARES), G, reds),
      v128.bitselect(mixByShares(blended(gray, B, kept), B, SHARES), B, reds),
    );
  }
}

/** Whether the hues of eight pixels lie from 280 over 0 up to, but not at, 30 degrees; gray has none. */
@inline
function isRed(R: v128, G: v128, B: v128): v128 {
  const overGreen = i16x8.sub(R, G);
  const overBlue = i16x8.sub(R, B);
  const blueOverGreen = i16x8.sub(B, G);
  // From 300 up to 60 degrees red is the largest; up to 30, green is less than half the way from blue to red.
  const isReddest = v128.and(
    v128.and(i16x8.ge_s(overBlue, i16x8.splat(0)), i16x8.ge_s(overGreen, i16x8.splat(0))),
    i16x8.lt_s(i16x8.neg(blueOverGreen), overGreen),
  );
  // From 240 to 300 degrees blue is the largest, green the smallest; from 280 on, red is two thirds of the way up.
  const isViolet = v128.and(
    v128.and(i16x8.lt_s(overBlue, i16x8.splat(0)), i16x8.gt_s(overGreen, i16x8.splat(0))),
    i16x8.ge_s(i16x8.mul(overGreen, i16x8.splat(3)), i16x8.shl(blueOverGreen, 1)),
  );
  return v128.or(isReddest, isViolet);
}
