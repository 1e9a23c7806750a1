// OpenCV's 8-bit HSV; the formulas stand in src/color/hsv.ts. Codes are whole numbers in four lanes of 32-bit floats, where
// all products below stay exact: they are under 2^24.

import { bluesOfFours, greensOfFours, loadFour, redsOfFours, storeSixteen } from './lanes';

/** What has 23 bits after the highest: added to a whole number below 2^22, it moves that into the lowest bits. */
const INTO_BITS: f32 = 8388608;

/** The lower half of sixteen bytes as eight lanes of 16 bits. */
@inline
export function low(bytes: v128): v128 {
  return i16x8.extend_low_i8x16_u(bytes);
}

/** The upper half, see {@link low}. */
@inline
export function high(bytes: v128): v128 {
  return i16x8.extend_high_i8x16_u(bytes);
}

/** The lower half of eight lanes of 16 bits as floats. */
@inline
export function lowFloats(lanes: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(lanes));
}

/** The upper half, see {@link lowFloats}. */
@inline
export function highFloats(lanes: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(lanes));
}

/** Eight whole numbers, 0..65535, from floats to 16 bits; those above 32767 are cut to that. */
@inline
export function wholes(a: v128, b: v128): v128 {
  const magic = f32x4.splat(INTO_BITS);
  const mask = i32x4.splat(0xffff);
  return i16x8.narrow_i32x4_s(v128.and(f32x4.add(a, magic), mask), v128.and(f32x4.add(b, magic), mask));
}

/** Sixteen whole numbers, 0..255, from floats to bytes. */
@inline
export function bytesOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(wholes(a, b), wholes(c, d));
}

/** The largest of three. */
@inline
export function largest(R: v128, G: v128, B: v128): v128 {
  return i8x16.max_u(i8x16.max_u(R, G), B);
}

/** The smallest of three. */
@inline
export function smallest(R: v128, G: v128, B: v128): v128 {
  return i8x16.min_u(i8x16.min_u(R, G), B);
}

/** Where eight pixels are on the colour hexagon: 0 at red, 2 span at green, 4 span at blue, from −span on. 16 bits. */
@inline
export function hexagonPlace(R: v128, G: v128, B: v128, V: v128, span: v128): v128 {
  const afterGreen = i16x8.add(i16x8.sub(B, R), i16x8.shl(span, 1));
  const afterBlue = i16x8.add(i16x8.sub(R, G), i16x8.shl(span, 2));
  const afterRed = i16x8.sub(G, B);
  return v128.bitselect(afterRed, v128.bitselect(afterGreen, afterBlue, i16x8.eq(V, G)), i16x8.eq(V, R));
}

/** product · nearest(scale / divisor) / 2^12, rounded half up; a divisor of 0 counts as 1. */
@inline
function inFixedPoint(factor: v128, scale: f32, divisor: v128): v128 {
  // A table of OpenCV's; the rounding of the division itself never changes what is nearest.
  const reciprocal = f32x4.nearest(f32x4.div(f32x4.splat(scale), f32x4.pmax(divisor, f32x4.splat(1))));
  const share = f32x4.mul(f32x4.mul(factor, reciprocal), f32x4.splat(1.0 / 4096));
  return f32x4.floor(f32x4.add(share, f32x4.splat(0.5)));
}

/** H of four pixels, 0..179. */
@inline
export function hueOf(place: v128, span: v128): v128 {
  const hue = inFixedPoint(place, 180 * 4096 / 6, span);
  return f32x4.add(hue, v128.and(f32x4.lt(hue, f32x4.splat(0)), f32x4.splat(180)));
}

/** S of four pixels, 0..255. */
@inline
export function saturationOf(span: v128, V: v128): v128 {
  return inFixedPoint(span, 255 * 4096, V);
}

/** Sixteen pixels to H, S, V. */
export function rgbToHsv(from: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const V = largest(R, G, B);
    const span = i8x16.sub(V, smallest(R, G, B));
    const V0 = low(V);
    const V1 = high(V);
    const span0 = low(span);
    const span1 = high(span);
    const place0 = hexagonPlace(low(R), low(G), low(B), V0, span0);
    const place1 = hexagonPlace(high(R), high(G), high(B), V1, span1);
    const s0 = lowFloats(span0);
    const s1 = highFloats(span0);
    const s2 = lowFloats(span1);
    const s3 = highFloats(span1);
    const H = bytesOf(
      hueOf(lowFloats(place0), s0),
      hueOf(highFloats(place0), s1),
      hueOf(lowFloats(place1), s2),
      hueOf(highFloats(place1), s3),
    );
    const S = bytesOf(
      saturationOf(s0, lowFloats(V0)),
      saturationOf(s1, highFloats(V0)),
      saturationOf(s2, lowFloats(V1)),
      saturationOf(s3, highFloats(V1)),
    );
    storeSixteen(to, H, S, V);
  }
}

/** The smallest sample of four pixels, from S and V of 0..1. */
@inline
export function lowSample(S: v128, V: v128): v128 {
  return sampleOf(f32x4.sub(f32x4.splat(1), S), V);
}

/** The sample between the smallest and the largest, see {@link lowSample}; H 0..255, in steps of two degrees. */
@inline
export function middleSample(H: v128, S: v128, V: v128): v128 {
  const one = f64x2.splat(1);
  const place = f32x4.mul(H, f32x4.splat(6.0 / 180));
  // From one primary to the next a sample first rises, then another falls: how far the nearest secondary is away.
  const pair = f32x4.floor(f32x4.mul(place, f32x4.splat(0.5)));
  const secondary = f32x4.add(f32x4.add(pair, pair), f32x4.splat(1));
  const along = f32x4.abs(f32x4.sub(place, secondary));
  // 1 − S · along is one fused step on OpenCV's vector path: in doubles, and rounded once.
  const a = f64x2.mul(f64x2.promote_low_f32x4(S), f64x2.promote_low_f32x4(along));
  const b = f64x2.mul(f64x2.promote_low_f32x4(upperPair(S)), f64x2.promote_low_f32x4(upperPair(along)));
  const first = f32x4.demote_f64x2_zero(f64x2.sub(one, a));
  const second = f32x4.demote_f64x2_zero(f64x2.sub(one, b));
  return sampleOf(v128.shuffle<i64>(first, second, 0, 2), V);
}

@inline
function upperPair(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1);
}

/** V · rest as a sample, cut to a whole number. */
@inline
function sampleOf(rest: v128, V: v128): v128 {
  return f32x4.floor(f32x4.mul(f32x4.mul(V, rest), f32x4.splat(255)));
}

/** Stores sixteen pixels, given by their hues and their largest, middle and smallest samples, all bytes. */
@inline
export function storeByHue(to: usize, hue: v128, most: v128, middle: v128, least: v128): void {
  const circle = i8x16.splat(<i8>180);
  const H = v128.bitselect(i8x16.sub(hue, circle), hue, i8x16.ge_u(hue, circle));
  const from30 = i8x16.ge_u(H, i8x16.splat(30));
  const from60 = i8x16.ge_u(H, i8x16.splat(60));
  const from90 = i8x16.ge_u(H, i8x16.splat(90));
  const from120 = i8x16.ge_u(H, i8x16.splat(120));
  const from150 = i8x16.ge_u(H, i8x16.splat(<i8>150));
  // Red is the largest up to 30 and from 150 on, the smallest from 60 to 120.
  const isRed = v128.or(v128.not(from30), from150);
  const isGreen = v128.andnot(from30, from90);
  const isBlue = v128.andnot(from90, from150);
  const notRed = v128.andnot(from60, from120);
  const notBlue = v128.not(from60);
  storeSixteen(
    to,
    v128.bitselect(most, v128.bitselect(least, middle, notRed), isRed),
    v128.bitselect(most, v128.bitselect(least, middle, from120), isGreen),
    v128.bitselect(most, v128.bitselect(least, middle, notBlue), isBlue),
  );
}

/** Sixteen times H, S, V to pixels. */
export function hsvToRgb(from: usize, to: usize, pixels: i32): void {
  const unit = f32x4.splat(1.0 / 255);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const H = redsOfFours(a, b, c, d);
    const S = greensOfFours(a, b, c, d);
    const V = bluesOfFours(a, b, c, d);
    const H0 = low(H);
    const H1 = high(H);
    const S0 = low(S);
    const S1 = high(S);
    const V0 = low(V);
    const V1 = high(V);
    const s0 = f32x4.mul(lowFloats(S0), unit);
    const s1 = f32x4.mul(highFloats(S0), unit);
    const s2 = f32x4.mul(lowFloats(S1), unit);
    const s3 = f32x4.mul(highFloats(S1), unit);
    const v0 = f32x4.mul(lowFloats(V0), unit);
    const v1 = f32x4.mul(highFloats(V0), unit);
    const v2 = f32x4.mul(lowFloats(V1), unit);
    const v3 = f32x4.mul(highFloats(V1), unit);
    const least = bytesOf(lowSample(s0, v0), lowSample(s1, v1), lowSample(s2, v2), lowSample(s3, v3));
    const middle = bytesOf(
      middleSample(lowFloats(H0), s0, v0),
      middleSample(highFloats(H0), s1, v1),
      middleSample(lowFloats(H1), s2, v2),
      middleSample(highFloats(H1), s3, v3),
    );
    // The largest sample is V itself: 255 · (V / 255) in floats loses nothing, for any of the 256.
    storeByHue(to, H, V, middle, least);
  }
}
