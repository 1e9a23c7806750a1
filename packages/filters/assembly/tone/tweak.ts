// Hue, saturation, brightness and contrast in BT.709's YCbCr, in 64-bit floats; see src/tone/tweak.ts.

import { TABLES } from './layout';

/** The 256 numbers of 64 bits that gamma makes of codes. */
const CURVE: usize = TABLES;
/** Numbers of 64 bits. */
const CONTRAST: usize = CURVE + 2048;
const OFFSET: usize = CONTRAST + 8;
const BLACK: usize = CONTRAST + 16;
const WHITE: usize = CONTRAST + 24;
const LEAST: usize = CONTRAST + 32;
const MOST: usize = CONTRAST + 40;
const ALONG: usize = CONTRAST + 48;
const ACROSS: usize = CONTRAST + 56;
const ROUNDING: usize = CONTRAST + 64;

// BT.709 (ITU-R BT.709-6, 3.2): shares of red and blue in luma, and the spans of the two colour differences.
const KR: f64 = 0.2126;
const KB: f64 = 0.0722;
const KG: f64 = 1 - KR - KB;
const SPAN_B: f64 = 2 * (1 - KB);
const SPAN_R: f64 = 2 * (1 - KR);

/** Tweaks pixels in place, four at a time. */
export function tweak(pixels: usize, count: i32): void {
  for (const end = pixels + 3 * count; pixels < end; pixels += 12) {
    const R0 = curved(pixels);
    const G0 = curved(pixels + 1);
    const B0 = curved(pixels + 2);
    const R1 = curved(pixels + 6);
    const G1 = curved(pixels + 7);
    const B1 = curved(pixels + 8);
    const luma0 = lumaOf(R0, G0, B0);
    const luma1 = lumaOf(R1, G1, B1);
    const Cb0 = f64x2.mul(f64x2.sub(B0, luma0), f64x2.splat(1 / SPAN_B));
    const Cb1 = f64x2.mul(f64x2.sub(B1, luma1), f64x2.splat(1 / SPAN_B));
    const Cr0 = f64x2.mul(f64x2.sub(R0, luma0), f64x2.splat(1 / SPAN_R));
    const Cr1 = f64x2.mul(f64x2.sub(R1, luma1), f64x2.splat(1 / SPAN_R));
    const Y0 = held(f64x2.add(f64x2.mul(luma0, number(CONTRAST)), number(OFFSET)), BLACK, WHITE);
    const Y1 = held(f64x2.add(f64x2.mul(luma1, number(CONTRAST)), number(OFFSET)), BLACK, WHITE);
    const U0 = held(f64x2.add(f64x2.mul(number(ALONG), Cb0), f64x2.mul(number(ACROSS), Cr0)), LEAST, MOST);
    const U1 = held(f64x2.add(f64x2.mul(number(ALONG), Cb1), f64x2.mul(number(ACROSS), Cr1)), LEAST, MOST);
    const V0 = held(f64x2.sub(f64x2.mul(number(ALONG), Cr0), f64x2.mul(number(ACROSS), Cb0)), LEAST, MOST);
    const V1 = held(f64x2.sub(f64x2.mul(number(ALONG), Cr1), f64x2.mul(number(ACROSS), Cb1)), LEAST, MOST);
    const red = codesOf(redOf(Y0, V0), redOf(Y1, V1));
    const green = codesOf(greenOf(Y0, U0, V0), greenOf(Y1, U1, V1));
    const blue = codesOf(blueOf(Y0, U0), blueOf(Y1, U1));
    // R R R R G G G G B B B B
    const codes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(red, green), i16x8.narrow_i32x4_s(blue, blue));
    const bytes = v128.shuffle<i8>(codes, codes, 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, 0, 0, 0, 0);
    v128.store64_lane(pixels, bytes, 0);
    v128.store32_lane(pixels, bytes, 2, 8);
  }
}

/** What gamma makes of a sample and of the same one of the next pixel. */
@inline
function curved(at: usize): v128 {
  const first = v128.load64_zero(CURVE + ((load<u8>(at) as usize) << 3));
  return v128.load64_lane(CURVE + ((load<u8>(at, 3) as usize) << 3), first, 1);
}

@inline
function lumaOf(R: v128, G: v128, B: v128): v128 {
  const two = f64x2.add(f64x2.mul(f64x2.splat(KR), R), f64x2.mul(f64x2.splat(KG), G));
  return f64x2.add(two, f64x2.mul(f64x2.splat(KB), B));
}

@inline
function redOf(Y: v128, V: v128): v128 {
  return f64x2.add(Y, f64x2.mul(f64x2.splat(SPAN_R), V));
}

@inline
function greenOf(Y: v128, U: v128, V: v128): v128 {
  const less = f64x2.sub(Y, f64x2.mul(f64x2.splat((KB * SPAN_B) / KG), U));
  return f64x2.sub(less, f64x2.mul(f64x2.splat((KR * SPAN_R) / KG), V));
}

@inline
function blueOf(Y: v128, U: v128): v128 {
  return f64x2.add(Y, f64x2.mul(f64x2.splat(SPAN_B), U));
}

/** Two and two samples held to 0..255 and rounded. */
@inline
function codesOf(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(codesOfTwo(a), codesOfTwo(b), 0, 2);
}

@inline
function codesOfTwo(a: v128): v128 {
  const codes = f64x2.pmin(f64x2.splat(255), f64x2.pmax(f64x2.splat(0), a));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(codes, number(ROUNDING)));
}

@inline
function held(a: v128, least: usize, most: usize): v128 {
  return f64x2.pmin(number(most), f64x2.pmax(number(least), a));
}

@inline
function number(at: usize): v128 {
  return v128.load64_splat(at);
}
