// OpenCV's 8-bit YUV in fixed point with 14 bits; the formulas stand in src/color/yuv.ts. Eight lanes of 16 bits.

import { bluesOfFours, greensOfFours, loadFour, pairsOf, redsOfFours, storeSixteen, weigh, weigh4 } from './lanes';

@inline
function ones(): v128 {
  return i16x8.splat(1);
}

/** Y of eight pixels. */
@inline
export function lumaOf(R: v128, G: v128, B: v128): v128 {
  return weigh4(R, G, B, ones(), pairsOf(4899, 9617), pairsOf(1868, 8192), 14);
}

/** U − 128 of eight pixels. */
@inline
export function blueDifference(B: v128, Y: v128): v128 {
  return weigh(i16x8.sub(B, Y), ones(), pairsOf(8061, 8192), 14);
}

/** V − 128 of eight pixels, held to −128..127. */
@inline
export function redDifference(R: v128, Y: v128): v128 {
  const V = weigh(i16x8.sub(R, Y), ones(), pairsOf(14369, 8192), 14);
  return i16x8.min_s(i16x8.splat(127), i16x8.max_s(i16x8.splat(-128), V));
}

/** R of eight pixels, not yet held to 0..255; V without its 128. */
@inline
export function redOf(Y: v128, V: v128): v128 {
  return i16x8.add(Y, weigh(V, ones(), pairsOf(18678, 8192), 14));
}

/** G of eight pixels, see {@link redOf}. */
@inline
export function greenOf(Y: v128, U: v128, V: v128): v128 {
  return i16x8.add(Y, weigh4(U, V, ones(), ones(), pairsOf(-6472, -9519), pairsOf(4096, 4096), 14));
}

/** B of eight pixels, see {@link redOf}. The factor is 33292 / 2^14: halved, to fit into 16 bits. */
@inline
export function blueOf(Y: v128, U: v128): v128 {
  return i16x8.add(Y, weigh(U, ones(), pairsOf(16646, 4096), 13));
}

/** Pixels to Y, U, V. */
export function rgbToYuv(from: usize, to: usize, pixels: i32): void {
  const neutral = i16x8.splat(128);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const Y0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const Y1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const U0 = i16x8.add(blueDifference(B0, Y0), neutral);
    const U1 = i16x8.add(blueDifference(B1, Y1), neutral);
    const V0 = i16x8.add(redDifference(R0, Y0), neutral);
    const V1 = i16x8.add(redDifference(R1, Y1), neutral);
    const Y = i8x16.narrow_i16x8_u(Y0, Y1);
    storeSixteen(to, Y, i8x16.narrow_i16x8_u(U0, U1), i8x16.narrow_i16x8_u(V0, V1));
  }
}

/** Y, U, V to pixels. */
export function yuvToRgb(from: usize, to: usize, pixels: i32): void {
  const neutral = i16x8.splat(128);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const Y = redsOfFours(a, b, c, d);
    const U = greensOfFours(a, b, c, d);
    const V = bluesOfFours(a, b, c, d);
    const Y0 = i16x8.extend_low_i8x16_u(Y);
    const U0 = i16x8.sub(i16x8.extend_low_i8x16_u(U), neutral);
    const V0 = i16x8.sub(i16x8.extend_low_i8x16_u(V), neutral);
    const Y1 = i16x8.extend_high_i8x16_u(Y);
    const U1 = i16x8.sub(i16x8.extend_high_i8x16_u(U), neutral);
    const V1 = i16x8.sub(i16x8.extend_high_i8x16_u(V), neutral);
    storeColors(to, Y0, U0, V0, Y1, U1, V1);
  }
}

/** Pixels of the luma of one picture and the colours of another. */
export function replaceLuma(gray: usize, color: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, gray += 48, color += 48, to += 48) {
    let a = loadFour(gray);
    let b = loadFour(gray + 12);
    let c = loadFour(gray + 24);
    let d = loadFour(gray + 36);
    let R = redsOfFours(a, b, c, d);
    let G = greensOfFours(a, b, c, d);
    let B = bluesOfFours(a, b, c, d);
    const Y0 = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const Y1 = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    a = loadFour(color);
    b = loadFour(color + 12);
    c = loadFour(color + 24);
    d = loadFour(color + 36);
    R = redsOfFours(a, b, c, d);
    G = greensOfFours(a, b, c, d);
    B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const own0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const own1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const U0 = blueDifference(B0, own0);
    const V0 = redDifference(R0, own0);
    storeColors(to, Y0, U0, V0, Y1, blueDifference(B1, own1), redDifference(R1, own1));
  }
}

/** Stores sixteen pixels, given as two times eight lanes of Y, U − 128 and V − 128. */
@inline
export function storeColors(to: usize, Y0: v128, U0: v128, V0: v128, Y1: v128, U1: v128, V1: v128): void {
  storeSixteen(
    to,
    i8x16.narrow_i16x8_u(redOf(Y0, V0), redOf(Y1, V1)),
    i8x16.narrow_i16x8_u(greenOf(Y0, U0, V0), greenOf(Y1, U1, V1)),
    i8x16.narrow_i16x8_u(blueOf(Y0, U0), blueOf(Y1, U1)),
  );
}
