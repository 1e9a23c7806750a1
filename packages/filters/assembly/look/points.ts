// Colours in 64-bit floats: red and green in one vector, blue in another one's lower lane.

/** Red and green of a lattice's point. */
@inline
export function redGreen(point: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(point));
}

/** Blue of a lattice's point; above it lies what follows. */
@inline
export function blueOf(point: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_zero(point, 8));
}

/**
 * Stores the bytes of a pixel, own + share · value held to 0..1, rounded half up; and a fourth byte, for the next pixel
 * or the space behind the last one.
 */
@inline
export function storePixel(to: usize, redGreen: v128, blue: v128, share: v128, ownPair: v128, ownBlue: v128): void {
  const low = i32x4.trunc_sat_f64x2_s_zero(mixed(redGreen, share, ownPair));
  const high = i32x4.trunc_sat_f64x2_s_zero(mixed(blue, share, ownBlue));
  const words = v128.shuffle<i64>(low, high, 0, 2);
  // The lowest byte of each.
  v128.store_lane<i32>(to, v128.shuffle<i8>(words, words, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
}

@inline
function mixed(value: v128, share: v128, own: v128): v128 {
  const clipped = f64x2.pmin(f64x2.pmax(value, f64x2.splat(0)), f64x2.splat(1));
  return f64x2.add(f64x2.add(own, f64x2.mul(share, clipped)), f64x2.splat(0.5));
}
