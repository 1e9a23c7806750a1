// How bright pixels are between two limits; the formulas stand in src/luma/luma-weights.ts. Numbers are doubles, as
// they are there: two lanes of 64 bits.

import { doublesHigh, doublesLow, floors } from '../../../core/assembly/color/lanes';

/** The kinds of weightings, numbered as in src/luma/luma-weights.ts; what remains is the whole luma. */
const RAMP = 0;
const HARD = 1;
const LUMA = 2;

/** Room for the shares of sixteen pixels. */
export const SHARES = memory.data(128, 16);

/** Writes the shares of sixteen pixels, given as a vector of bytes for each channel, as sixteen doubles. */
@inline
export function storeShares(to: usize, R: v128, G: v128, B: v128, kind: i32, from: f64, slope: f64): void {
  const R0 = i16x8.extend_low_i8x16_u(R);
  const G0 = i16x8.extend_low_i8x16_u(G);
  const B0 = i16x8.extend_low_i8x16_u(B);
  storeLow(to, R0, G0, B0, kind, from, slope);
  storeHigh(to + 32, R0, G0, B0, kind, from, slope);
  const R1 = i16x8.extend_high_i8x16_u(R);
  const G1 = i16x8.extend_high_i8x16_u(G);
  const B1 = i16x8.extend_high_i8x16_u(B);
  storeLow(to + 64, R1, G1, B1, kind, from, slope);
  storeHigh(to + 96, R1, G1, B1, kind, from, slope);
}

@inline
function storeLow(to: usize, R: v128, G: v128, B: v128, kind: i32, from: f64, slope: f64): void {
  const R4 = i32x4.extend_low_i16x8_u(R);
  const G4 = i32x4.extend_low_i16x8_u(G);
  const B4 = i32x4.extend_low_i16x8_u(B);
  v128.store(to, brightShares(doublesLow(R4), doublesLow(G4), doublesLow(B4), kind, from, slope));
  v128.store(to, brightShares(doublesHigh(R4), doublesHigh(G4), doublesHigh(B4), kind, from, slope), 16);
}

@inline
function storeHigh(to: usize, R: v128, G: v128, B: v128, kind: i32, from: f64, slope: f64): void {
  const R4 = i32x4.extend_high_i16x8_u(R);
  const G4 = i32x4.extend_high_i16x8_u(G);
  const B4 = i32x4.extend_high_i16x8_u(B);
  v128.store(to, brightShares(doublesLow(R4), doublesLow(G4), doublesLow(B4), kind, from, slope));
  v128.store(to, brightShares(doublesHigh(R4), doublesHigh(G4), doublesHigh(B4), kind, from, slope), 16);
}

/** The shares of two pixels, 0..1. */
@inline
function brightShares(R: v128, G: v128, B: v128, kind: i32, from: f64, slope: f64): v128 {
  const red = f64x2.mul(R, f64x2.splat(0.299));
  const green = f64x2.mul(G, f64x2.splat(0.587));
  const blue = f64x2.mul(B, f64x2.splat(0.114));
  const L = f64x2.add(f64x2.add(red, green), blue);
  if (kind == RAMP) {
    const share = f64x2.mul(f64x2.sub(L, f64x2.splat(from)), f64x2.splat(slope));
    const held = f64x2.pmin(f64x2.pmax(share, f64x2.splat(0)), f64x2.splat(1));
    // The original keeps shares as 32-bit floats.
    return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(held));
  }
  if (kind == HARD) return v128.and(f64x2.gt(L, f64x2.splat(from)), f64x2.splat(1));
  const held = f64x2.pmin(L, f64x2.splat(255));
  return f64x2.div(kind == LUMA ? held : f64x2.floor(held), f64x2.splat(255));
}

/** first · (1 − share) + second · share of sixteen bytes, truncated, by the sixteen shares at an address. */
@inline
export function mixByShares(first: v128, second: v128, shares: usize): v128 {
  const first0 = i16x8.extend_low_i8x16_u(first);
  const second0 = i16x8.extend_low_i8x16_u(second);
  const first1 = i16x8.extend_high_i8x16_u(first);
  const second1 = i16x8.extend_high_i8x16_u(second);
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first0), i32x4.extend_low_i16x8_u(second0), shares),
      mix4(i32x4.extend_high_i16x8_u(first0), i32x4.extend_high_i16x8_u(second0), shares + 32),
    ),
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first1), i32x4.extend_low_i16x8_u(second1), shares + 64),
      mix4(i32x4.extend_high_i16x8_u(first1), i32x4.extend_high_i16x8_u(second1), shares + 96),
    ),
  );
}

@inline
function mix4(first: v128, second: v128, shares: usize): v128 {
  return floors(
    mix2(doublesLow(first), doublesLow(second), v128.load(shares)),
    mix2(doublesHigh(first), doublesHigh(second), v128.load(shares, 16)),
  );
}

@inline
function mix2(first: v128, second: v128, share: v128): v128 {
  return f64x2.add(f64x2.mul(first, f64x2.sub(f64x2.splat(1), share)), f64x2.mul(second, share));
}
