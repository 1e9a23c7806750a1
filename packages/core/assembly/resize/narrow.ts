// A line of 64-bit floats, already clipped, to samples: whole ones are rounded half up. Writes up to 15 behind the end.

export function narrowToBytes(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, from += 128, to += 16) {
    const low = i16x8.narrow_i32x4_u(rounded4(from), rounded4(from + 32));
    const high = i16x8.narrow_i32x4_u(rounded4(from + 64), rounded4(from + 96));
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}

export function narrowToWords(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 8, from += 64, to += 16) {
    v128.store(to, i16x8.narrow_i32x4_u(rounded4(from), rounded4(from + 32)));
  }
}

export function narrowToFloats(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 4, from += 32, to += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(from));
    const high = f32x4.demote_f64x2_zero(v128.load(from, 16));
    v128.store(to, v128.shuffle<i64>(low, high, 0, 2));
  }
}

/** Four whole numbers of 32 bits. */
@inline
function rounded4(from: usize): v128 {
  const half = f64x2.splat(0.5);
  const low = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(v128.load(from), half));
  const high = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(v128.load(from, 16), half));
  return v128.shuffle<i64>(low, high, 0, 2);
}
