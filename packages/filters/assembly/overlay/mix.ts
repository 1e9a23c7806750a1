// base + share · (value − base), with shares of 22 bits after the point, rounded half up. Sixteen pixels at a time.

/** One share for all: single samples. */
export function mixEvenly(under: usize, values: usize, to: usize, samples: i32, share: i32): void {
  const shares = i32x4.splat(share);
  for (let n = 0; n < samples; n += 16, under += 16, values += 16, to += 16) {
    mix16(v128.load(under), v128.load(values), to, shares, shares, shares, shares);
  }
}

/**
 * A share for each pixel.
 *
 * @param mask - a byte for each pixel, its place in `shares`.
 * @param shares - 256 numbers of 32 bits.
 */
export function mixMasked(
  under: usize,
  values: usize,
  mask: usize,
  shares: usize,
  to: usize,
  pixels: i32,
): void {
  for (let n = 0; n < pixels; n += 16, under += 48, values += 48, mask += 16, to += 48) {
    const a = sharesOf(mask, shares);
    const b = sharesOf(mask + 4, shares);
    const c = sharesOf(mask + 8, shares);
    const d = sharesOf(mask + 12, shares);
    mix16(v128.load(under), v128.load(values), to, one(a), two(a), three(a), one(b));
    mix16(v128.load(under, 16), v128.load(values, 16), to + 16, two(b), three(b), one(c), two(c));
    mix16(v128.load(under, 32), v128.load(values, 32), to + 32, three(c), one(d), two(d), three(d));
  }
}

/** The shares of four pixels. */
@inline
function sharesOf(mask: usize, shares: usize): v128 {
  let four = v128.load32_zero(shares + ((<usize>load<u8>(mask)) << 2));
  four = v128.load_lane<i32>(shares + ((<usize>load<u8>(mask, 1)) << 2), four, 1);
  four = v128.load_lane<i32>(shares + ((<usize>load<u8>(mask, 2)) << 2), four, 2);
  return v128.load_lane<i32>(shares + ((<usize>load<u8>(mask, 3)) << 2), four, 3);
}

/** The shares of the first four of their twelve samples. */
@inline
function one(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 0, 0, 0, 1);
}

/** Of the next four samples. */
@inline
function two(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 1, 1, 2, 2);
}

/** Of the last four. */
@inline
function three(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 2, 3, 3, 3);
}

/** Sixteen samples, four with each vector of shares. */
@inline
function mix16(base: v128, value: v128, to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const low = i16x8.extend_low_i8x16_u(base);
  const high = i16x8.extend_high_i8x16_u(base);
  const lowWay = i16x8.sub(i16x8.extend_low_i8x16_u(value), low);
  const highWay = i16x8.sub(i16x8.extend_high_i8x16_u(value), high);
  const lowSteps = i16x8.narrow_i32x4_s(
    step(i32x4.extend_low_i16x8_s(lowWay), a),
    step(i32x4.extend_high_i16x8_s(lowWay), b),
  );
  const highSteps = i16x8.narrow_i32x4_s(
    step(i32x4.extend_low_i16x8_s(highWay), c),
    step(i32x4.extend_high_i16x8_s(highWay), d),
  );
  v128.store(to, i8x16.narrow_i16x8_u(i16x8.add(low, lowSteps), i16x8.add(high, highSteps)));
}

@inline
function step(way: v128, share: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.mul(way, share), i32x4.splat(1 << 21)), 22);
}
