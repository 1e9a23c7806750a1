import {
  bluesOfFours,
  copySixteen,
  greensOfFours,
  loadFour,
  redsOfFours,
  storeSixteen,
} from '../../../core/assembly/color/lanes';
import { lumaOf } from '../../../core/assembly/color/yuv';
import { mixByShares, SHARES, storeShares } from './bright-share';

/**
 * dark · (1 − share) + picture · share, truncated; see src/luma/merge-by-luma.ts.
 *
 * Sixteen pixels whose Y is at most `darkest`, or at least `brightest`, have shares of 0 or 1: they are copied.
 */
export function mergeByLuma(
  dark: usize,
  picture: usize,
  to: usize,
  pixels: i32,
  kind: i32,
  from: f64,
  slope: f64,
  darkest: i32,
  brightest: i32,
): void {
  for (let n = 0; n < pixels; n += 16, dark += 48, picture += 48, to += 48) {
    let a = loadFour(picture);
    let b = loadFour(picture + 12);
    let c = loadFour(picture + 24);
    let d = loadFour(picture + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const Y0 = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const Y1 = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    if (!isAnyBelow(Y0, Y1, brightest)) {
      copySixteen(picture, to);
      continue;
    }
    if (!isAnyAbove(Y0, Y1, darkest)) {
      copySixteen(dark, to);
      continue;
    }
    a = loadFour(dark);
    b = loadFour(dark + 12);
    c = loadFour(dark + 24);
    d = loadFour(dark + 36);
    storeShares(SHARES, R, G, B, kind, from, slope);
    storeSixteen(
      to,
      mixByShares(redsOfFours(a, b, c, d), R, SHARES),
      mixByShares(greensOfFours(a, b, c, d), G, SHARES),
      mixByShares(bluesOfFours(a, b, c, d), B, SHARES),
    );
  }
}

@inline
function isAnyBelow(Y0: v128, Y1: v128, limit: i32): bool {
  const limits = i16x8.splat(limit as i16);
  return v128.any_true(v128.or(i16x8.lt_s(Y0, limits), i16x8.lt_s(Y1, limits)));
}

@inline
function isAnyAbove(Y0: v128, Y1: v128, limit: i32): bool {
  const limits = i16x8.splat(limit as i16);
  return v128.any_true(v128.or(i16x8.gt_s(Y0, limits), i16x8.gt_s(Y1, limits)));
}
