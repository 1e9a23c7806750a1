/** Two pictures mixed by weights of 0 (the first) to 255 (the second), rounded half up. */
export function blendByWeights(first: usize, second: usize, weights: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, first += 48, second += 48, weights += 16, to += 48) {
    const w = v128.load(weights);
    blend16(first, second, v128.shuffle<i8>(w, w, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5), to);
    blend16(first + 16, second + 16, v128.shuffle<i8>(w, w, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10), to + 16);
    blend16(
      first + 32,
      second + 32,
      v128.shuffle<i8>(w, w, 10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15),
      to + 32,
    );
  }
}

@inline
function blend16(first: usize, second: usize, weights: v128, to: usize): void {
  const a = v128.load(first);
  const b = v128.load(second);
  const rests = v128.not(weights);
  const half = i16x8.splat(127);
  const low = i16x8.add(i16x8.extmul_low_i8x16_u(a, rests), i16x8.extmul_low_i8x16_u(b, weights));
  const high = i16x8.add(i16x8.extmul_high_i8x16_u(a, rests), i16x8.extmul_high_i8x16_u(b, weights));
  v128.store(to, i8x16.narrow_i16x8_u(by255(i16x8.add(low, half)), by255(i16x8.add(high, half))));
}

/** n / 255, rounded down: (n + 1 + (n >> 8)) >> 8, for all n up to 65534. */
@inline
export function by255(n: v128): v128 {
  return i16x8.shr_u(i16x8.add(i16x8.add(n, i16x8.splat(1)), i16x8.shr_u(n, 8)), 8);
}
