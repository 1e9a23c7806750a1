// Sums of bytes times weights with 22 bits after the point, modulo 2^32. A product of 16 bits must do: a weight is halved
// into its upper bits and its lower 11, with a sum for each. Weights come in pairs: 32 bits with the upper bits of two of
// them, and 32 with the lower ones.

/** To the sum of the upper bits, or of the lower ones. */
@inline
export function addedDot(sum: v128, pairs: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(pairs, weights));
}

/** What four sums say, rounded half up. */
@inline
export function rounded(upper: v128, lower: v128): v128 {
  const sum = i32x4.add(i32x4.shl(upper, 11), lower);
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << 21)), 22);
}
