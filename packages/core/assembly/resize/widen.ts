// Samples to a line of 64-bit floats. Sixteen samples at a time, so up to 15 behind the end are written.

export function widenBytes(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, from += 16, to += 128) {
    const bytes = v128.load(from);
    store8(to, i16x8.extend_low_i8x16_u(bytes));
    store8(to + 64, i16x8.extend_high_i8x16_u(bytes));
  }
}

export function widenWords(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 8, from += 16, to += 64) store8(to, v128.load(from));
}

export function widenFloats(from: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 2, from += 8, to += 16) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(from)));
  }
}

/** Eight lanes of 16 bits. */
@inline
function store8(to: usize, words: v128): void {
  const low = i32x4.extend_low_i16x8_u(words);
  const high = i32x4.extend_high_i16x8_u(words);
  v128.store(to, f64x2.convert_low_i32x4_s(low));
  v128.store(to, f64x2.convert_low_i32x4_s(upperHalf(low)), 16);
  v128.store(to, f64x2.convert_low_i32x4_s(high), 32);
  v128.store(to, f64x2.convert_low_i32x4_s(upperHalf(high)), 48);
}

@inline
function upperHalf(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1);
}
