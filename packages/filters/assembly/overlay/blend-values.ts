// What each mode makes of the overlay's samples v and the base's samples b, rounded half up and clipped to bytes: single
// samples, sixteen at a time. Formulas in src/overlay/blend-value.ts.

/** v + b */
export function addition(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    v128.store(to, i8x16.add_sat_u(v128.load(over), v128.load(under)));
  }
}

/** (v + b) / 2 */
export function average(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    v128.store(to, i8x16.avgr_u(v128.load(over), v128.load(under)));
  }
}

/** |v − b| */
export function difference(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    const v = v128.load(over);
    const b = v128.load(under);
    v128.store(to, v128.or(i8x16.sub_sat_u(v, b), i8x16.sub_sat_u(b, v)));
  }
}

/** v − b */
export function subtract(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    v128.store(to, i8x16.sub_sat_u(v128.load(over), v128.load(under)));
  }
}

/** v b / 255 */
export function multiply(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    const v = v128.load(over);
    const b = v128.load(under);
    const low = by255(i16x8.extmul_low_i8x16_u(v, b));
    v128.store(to, i8x16.narrow_i16x8_u(low, by255(i16x8.extmul_high_i8x16_u(v, b))));
  }
}

/** v + b − 2 v b / 255 */
export function exclusion(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    const v = v128.load(over);
    const b = v128.load(under);
    const low = i16x8.add(i16x8.extend_low_i8x16_u(v), i16x8.extend_low_i8x16_u(b));
    const high = i16x8.add(i16x8.extend_high_i8x16_u(v), i16x8.extend_high_i8x16_u(b));
    const lowTwice = twiceBy255(i16x8.extmul_low_i8x16_u(v, b));
    const highTwice = twiceBy255(i16x8.extmul_high_i8x16_u(v, b));
    v128.store(to, i8x16.narrow_i16x8_u(i16x8.sub(low, lowTwice), i16x8.sub(high, highTwice)));
  }
}

/** 2 v b / 255 where v < 128, else 255 − 2 (255 − v) (255 − b) / 255 */
export function overlay(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    const v = v128.load(over);
    const b = v128.load(under);
    // All bits where v >= 128; with them, both factors and the result are turned around.
    const bright = i8x16.shr_s(v, 7);
    const first = v128.xor(v, bright);
    const second = v128.xor(b, bright);
    const low = twiceBy255(i16x8.extmul_low_i8x16_u(first, second));
    const high = twiceBy255(i16x8.extmul_high_i8x16_u(first, second));
    v128.store(to, v128.xor(i8x16.narrow_i16x8_u(low, high), bright));
  }
}

/** 255 v / b, and 255 over black */
export function divide(over: usize, under: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, over += 16, under += 16, to += 16) {
    const v = v128.load(over);
    const b = v128.load(under);
    const black = i8x16.eq(b, i8x16.splat(0));
    const low = quotients(i16x8.extend_low_i8x16_u(v), i16x8.extend_low_i8x16_u(b));
    const high = quotients(i16x8.extend_high_i8x16_u(v), i16x8.extend_high_i8x16_u(b));
    v128.store(to, v128.or(i8x16.narrow_i16x8_u(low, high), black));
  }
}

/** Eight products of two bytes divided by 255 and rounded; no product lies half way. */
@inline
function by255(products: v128): v128 {
  const more = i16x8.add(products, i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(more, i16x8.shr_u(more, 8)), 8);
}

/** The same of twice the products, which don't fit into 16 bits. */
@inline
function twiceBy255(products: v128): v128 {
  const low = twice4(i32x4.extend_low_i16x8_u(products));
  return i16x8.narrow_i32x4_s(low, twice4(i32x4.extend_high_i16x8_u(products)));
}

@inline
function twice4(products: v128): v128 {
  const more = i32x4.add(i32x4.shl(products, 1), i32x4.splat(128));
  const sum = i32x4.add(i32x4.add(more, i32x4.shr_u(more, 8)), i32x4.shr_u(more, 16));
  return i32x4.shr_u(sum, 8);
}

/** 255 v / b in 32-bit floats: a half comes out exactly, anything else is further from it than they lose. */
@inline
function quotients(v: v128, b: v128): v128 {
  return i16x8.narrow_i32x4_s(
    quotients4(i32x4.extend_low_i16x8_u(v), i32x4.extend_low_i16x8_u(b)),
    quotients4(i32x4.extend_high_i16x8_u(v), i32x4.extend_high_i16x8_u(b)),
  );
}

@inline
function quotients4(v: v128, b: v128): v128 {
  const quotient = f32x4.div(
    f32x4.convert_i32x4_s(i32x4.mul(v, i32x4.splat(255))),
    f32x4.convert_i32x4_s(b),
  );
  return i32x4.trunc_sat_f32x4_s(f32x4.add(quotient, f32x4.splat(0.5)));
}
