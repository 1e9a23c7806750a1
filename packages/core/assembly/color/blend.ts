// Pillow's blend, in 32-bit floats; see src/color/blend.ts.

/** first + weight · (second − first) of single samples, truncated. */
export function blend(first: usize, second: usize, to: usize, samples: i32, weight: f32): void {
  const share = f32x4.splat(weight);
  for (let n = 0; n < samples; n += 16, first += 16, second += 16, to += 16) {
    v128.store(to, blended(v128.load(first), v128.load(second), share));
  }
}

/** The blend of sixteen bytes, by four times the same share, 0..1. */
@inline
export function blended(first: v128, second: v128, share: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(first);
  const high = i16x8.extend_high_i8x16_u(first);
  const lowWay = i16x8.sub(i16x8.extend_low_i8x16_u(second), low);
  const highWay = i16x8.sub(i16x8.extend_high_i8x16_u(second), high);
  const lowMixes = i16x8.narrow_i32x4_s(
    mixed(i32x4.extend_low_i16x8_s(low), i32x4.extend_low_i16x8_s(lowWay), share),
    mixed(i32x4.extend_high_i16x8_s(low), i32x4.extend_high_i16x8_s(lowWay), share),
  );
  const highMixes = i16x8.narrow_i32x4_s(
    mixed(i32x4.extend_low_i16x8_s(high), i32x4.extend_low_i16x8_s(highWay), share),
    mixed(i32x4.extend_high_i16x8_s(high), i32x4.extend_high_i16x8_s(highWay), share),
  );
  return i8x16.narrow_i16x8_u(lowMixes, highMixes);
}

/**
 * The sum with 2^23 has the whole number in its lowest bits, which spares what a conversion does for NaN and overflow:
 * there is nothing below 0 or above 255.
 */
@inline
function mixed(from: v128, way: v128, share: v128): v128 {
  const step = f32x4.mul(share, f32x4.convert_i32x4_s(way));
  const mix = f32x4.floor(f32x4.add(f32x4.convert_i32x4_s(from), step));
  return v128.and(f32x4.add(mix, f32x4.splat(8388608)), i32x4.splat(255));
}
