import { bluesOf, greensOf, redsOf, storePixels } from '../../../core/assembly/color/lanes';
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
    let a = v128.load(picture);
    let b = v128.load(picture, 16);
    let c = v128.load(picture, 32);
    const R = redsOf(a, b, c);
    const G = greensOf(a, b, c);
    const B = bluesOf(a, b, c);
    const Y0 = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const Y1 = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    if (!isAnyBelow(Y0, Y1, brightest)) {
      store(to, a, b, c);
      continue;
    }
    const isMixed = isAnyAbove(Y0, Y1, darkest);
    a = v128.load(dark);
    b = v128.load(dark, 16);
    c = v128.load(dark, 32);
    if (!isMixed) {
      store(to, a, b, c);
      continue;
    }
    storeShares(SHARES, R, G, B, kind, from, slope);
    storePixels(
      to,
      mixByShares(redsOf(a, b, c), R, SHARES),
      mixByShares(greensOf(a, b, c), G, SHARES),
      mixByShares(bluesOf(a, b, c), B, SHARES),
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

@inline
function store(to: usize, a: v128, b: v128, c: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
}
