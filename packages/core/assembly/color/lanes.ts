// Sixteen pixels at a time: R G B R G B ... in three vectors of 16 bytes, to a vector for each channel and back.

/** Lanes a0 b0 a1 b1 ... of the lower halves of two vectors of eight. */
@inline
export function pairsLow(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

/** Lanes a4 b4 a5 b5 ... of the upper halves of two vectors of eight. */
@inline
export function pairsHigh(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/**
 * (factors.even · a + factors.odd · b) >> shift for eight lanes of 16 bits, exact in between, held to 16 bits at the end.
 * With b = 1, the odd factor is what is added before the shift.
 */
@inline
export function weigh(a: v128, b: v128, factors: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.dot_i16x8_s(pairsLow(a, b), factors), shift),
    i32x4.shr_s(i32x4.dot_i16x8_s(pairsHigh(a, b), factors), shift),
  );
}

/** The same for four values: (f.even · a + f.odd · b + g.even · c + g.odd · d) >> shift. */
@inline
export function weigh4(a: v128, b: v128, c: v128, d: v128, f: v128, g: v128, shift: i32): v128 {
  const low = i32x4.add(i32x4.dot_i16x8_s(pairsLow(a, b), f), i32x4.dot_i16x8_s(pairsLow(c, d), g));
  const high = i32x4.add(i32x4.dot_i16x8_s(pairsHigh(a, b), f), i32x4.dot_i16x8_s(pairsHigh(c, d), g));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, shift), i32x4.shr_s(high, shift));
}

/** A vector of pairs of 16 bits, the same four times. */
@inline
export function pairsOf(even: i16, odd: i16): v128 {
  return i32x4.splat(((odd as i32) << 16) | ((even as i32) & 0xffff));
}

/** The lower two of four lanes of 32 bits, as doubles. */
@inline
export function doublesLow(lanes: v128): v128 {
  return f64x2.convert_low_i32x4_s(lanes);
}

/** The upper two of four lanes of 32 bits, as doubles. */
@inline
export function doublesHigh(lanes: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(lanes, lanes, 2, 3, 2, 3));
}

/**
 * Two vectors of two doubles, 0 to 2^31, rounded down to four lanes of 32 bits. The sum with 2^52 has the whole number in
 * its lowest bits, which spares what a conversion does for NaN and overflow.
 */
@inline
export function floors(low: v128, high: v128): v128 {
  const places = f64x2.splat(4503599627370496);
  const first = f64x2.add(f64x2.floor(low), places);
  return v128.shuffle<i32>(first, f64x2.add(f64x2.floor(high), places), 0, 2, 4, 6);
}

/**
 * Four pixels, the first 12 of the 16 bytes from an address on, as R R R R G G G G B B B B 0 0 0 0. Four of these, 12
 * bytes apart, come to sixteen pixels by few instructions: V8 makes the lane numbers of each general shuffle anew.
 */
@inline
export function loadFour(from: usize): v128 {
  return v128.swizzle(v128.load(from), v128(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, -1, -1, -1, -1));
}

/** The red bytes of sixteen pixels, see {@link loadFour}. */
@inline
export function redsOfFours(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.shuffle<i64>(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 0, 4, 1, 5), 0, 2);
}

/** The green bytes of sixteen pixels, see {@link loadFour}. */
@inline
export function greensOfFours(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.shuffle<i64>(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 0, 4, 1, 5), 1, 3);
}

/** The blue bytes of sixteen pixels, see {@link loadFour}. */
@inline
export function bluesOfFours(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.shuffle<i64>(v128.shuffle<i32>(a, b, 2, 6, 3, 7), v128.shuffle<i32>(c, d, 2, 6, 3, 7), 0, 2);
}

/**
 * Stores sixteen pixels, given channel by channel, as R G B R G B ..., by shuffles that are one instruction each: R G B 0
 * for each pixel, then closed up.
 */
@inline
export function storeSixteen(to: usize, red: v128, green: v128, blue: v128): void {
  const low = v128.shuffle<i8>(red, green, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const high = v128.shuffle<i8>(red, green, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const a = pairsLow(low, i16x8.extend_low_i8x16_u(blue));
  const b = pairsHigh(low, i16x8.extend_low_i8x16_u(blue));
  const c = pairsLow(high, i16x8.extend_high_i8x16_u(blue));
  const d = pairsHigh(high, i16x8.extend_high_i8x16_u(blue));
  v128.store(to, v128.shuffle<i32>(atEnd(a), atStart(b), 1, 2, 3, 4));
  v128.store(to, v128.shuffle<i32>(atEnd(b), atStart(c), 2, 3, 4, 5), 16);
  v128.store(to, v128.shuffle<i32>(atEnd(c), atStart(d), 3, 4, 5, 6), 32);
}

/** Copies sixteen pixels. */
@inline
export function copySixteen(from: usize, to: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
}

/** Four pixels of R G B 0 without the 0, in the first 12 bytes. */
@inline
function atStart(pixels: v128): v128 {
  return v128.swizzle(pixels, v128(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
}

/** The same in the last 12 bytes. */
@inline
function atEnd(pixels: v128): v128 {
  return v128.swizzle(pixels, v128(-1, -1, -1, -1, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14));
}

/** The sum of four lanes of 32 bits. */
@inline
export function sumOfLanes(a: v128): i32 {
  return (
    i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3)
  );
}
