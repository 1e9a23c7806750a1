// See src/stabilize/average-yuv-bytes.ts. Sums are 64-bit floats: of U for a run's pixels, then of V, `apart` bytes on.

import {
  bluesOfFours,
  doublesHigh,
  doublesLow,
  greensOfFours,
  loadFour,
  redsOfFours,
  storeSixteen,
} from '../../../core/assembly/color/lanes';
import { blueDifference, blueOf, greenOf, lumaOf, redDifference, redOf } from '../../../core/assembly/color/yuv';

/** Adds weight · U and weight · V, the codes of 0..255. */
export function addChroma(from: usize, sums: usize, apart: usize, pixels: i32, weight: f64): void {
  const neutral = i16x8.splat(128);
  const share = f64x2.splat(weight);
  for (let n = 0; n < pixels; n += 16, from += 48, sums += 128) {
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
    addEight(sums, i16x8.add(blueDifference(B0, Y0), neutral), share);
    addEight(sums + apart, i16x8.add(redDifference(R0, Y0), neutral), share);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const Y1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    addEight(sums + 64, i16x8.add(blueDifference(B1, Y1), neutral), share);
    addEight(sums + apart + 64, i16x8.add(redDifference(R1, Y1), neutral), share);
  }
}

@inline
function addEight(sums: usize, codes: v128, share: v128): void {
  const low = i32x4.extend_low_i16x8_s(codes);
  const high = i32x4.extend_high_i16x8_s(codes);
  addTwo(sums, doublesLow(low), share);
  addTwo(sums + 16, doublesHigh(low), share);
  addTwo(sums + 32, doublesLow(high), share);
  addTwo(sums + 48, doublesHigh(high), share);
}

@inline
function addTwo(sums: usize, codes: v128, share: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(codes, share)));
}

/** Writes pixels with the luma of others and the sums as U and V, their fractions cut off. */
export function writeChroma(own: usize, sums: usize, apart: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, own += 48, sums += 128, to += 48) {
    const a = loadFour(own);
    const b = loadFour(own + 12);
    const c = loadFour(own + 24);
    const d = loadFour(own + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const Y0 = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const Y1 = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    const U0 = eightOf(sums);
    const U1 = eightOf(sums + 64);
    const V0 = eightOf(sums + apart);
    const V1 = eightOf(sums + apart + 64);
    storeSixteen(
      to,
      i8x16.narrow_i16x8_u(redOf(Y0, V0), redOf(Y1, V1)),
      i8x16.narrow_i16x8_u(greenOf(Y0, U0, V0), greenOf(Y1, U1, V1)),
      i8x16.narrow_i16x8_u(blueOf(Y0, U0), blueOf(Y1, U1)),
    );
  }
}

/** Eight sums, cut to whole codes, less 128. */
@inline
function eightOf(sums: usize): v128 {
  const codes = i16x8.narrow_i32x4_s(fourOf(sums), fourOf(sums + 32));
  return i16x8.sub(codes, i16x8.splat(128));
}

@inline
function fourOf(sums: usize): v128 {
  const low = i32x4.trunc_sat_f64x2_s_zero(v128.load(sums));
  const high = i32x4.trunc_sat_f64x2_s_zero(v128.load(sums, 16));
  return v128.shuffle<i64>(low, high, 0, 2);
}
