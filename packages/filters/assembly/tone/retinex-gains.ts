// What retinex does to each pixel, see src/tone/retinex-rgb.ts: 32-bit floats in and out, 64 bits in between.

import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';

/** R + G + B of pixels, as floats. */
export function sumSamples(pixels: usize, to: usize, count: i32): void {
  for (let n = 0; n < count; n += 16, pixels += 48, to += 64) {
    const a = loadFour(pixels);
    const b = loadFour(pixels + 12);
    const c = loadFour(pixels + 24);
    const d = loadFour(pixels + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const low = i16x8.add(
      i16x8.add(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G)),
      i16x8.extend_low_i8x16_u(B),
    );
    const high = i16x8.add(
      i16x8.add(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G)),
      i16x8.extend_high_i8x16_u(B),
    );
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low)));
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low)), 16);
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high)), 32);
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high)), 48);
  }
}

/** products · (values / lights + 1), in place of the products; as they are where there is no light. */
export function multiplyRatios(products: usize, values: usize, lights: usize, count: i32): void {
  const one = f64x2.splat(1);
  for (let n = 0; n < count; n += 2, products += 8, values += 8, lights += 8) {
    const light = two(lights);
    const product = two(products);
    const next = f64x2.mul(product, f64x2.add(f64x2.div(two(values), light), one));
    const chosen = v128.bitselect(next, product, f64x2.gt(light, f64x2.splat(0)));
    v128.store64_lane(products, f32x4.demote_f64x2_zero(chosen), 0);
  }
}

/**
 * Multiplies the samples of pixels above `floor`, in place, by what brings their sum to three times `span` · value, but at
 * most the largest of them to `most`; adds `offset` and cuts fractions off. Two pixels at a time; one more may be changed.
 */
export function applyGains(
  pixels: usize,
  values: usize,
  sums: usize,
  count: i32,
  floor: i32,
  span: f64,
  most: f64,
  offset: f64,
): void {
  const one = f64x2.splat(1);
  for (let n = 0; n < count; n += 2, pixels += 6, values += 8, sums += 8) {
    const R = above(pixels, floor);
    const G = above(pixels + 1, floor);
    const B = above(pixels + 2, floor);
    const sum = two(sums);
    const wanted = f64x2.div(f64x2.mul(f64x2.mul(two(values), f64x2.splat(3)), f64x2.splat(span)), sum);
    const safe = v128.bitselect(wanted, one, f64x2.gt(sum, f64x2.splat(0)));
    const largest = f64x2.pmax(f64x2.pmax(R, G), f64x2.pmax(B, one));
    const gain = f64x2.pmin(safe, f64x2.div(f64x2.splat(most), largest));
    const rest = f64x2.splat(offset);
    const red = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(R, gain), rest));
    const green = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(G, gain), rest));
    const blue = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(B, gain), rest));
    store<u8>(pixels, i32x4.extract_lane(red, 0) as u8);
    store<u8>(pixels, i32x4.extract_lane(green, 0) as u8, 1);
    store<u8>(pixels, i32x4.extract_lane(blue, 0) as u8, 2);
    store<u8>(pixels, i32x4.extract_lane(red, 1) as u8, 3);
    store<u8>(pixels, i32x4.extract_lane(green, 1) as u8, 4);
    store<u8>(pixels, i32x4.extract_lane(blue, 1) as u8, 5);
  }
}

/** A sample and the same one of the next pixel, above the floor. */
@inline
function above(at: usize, floor: i32): v128 {
  return f64x2.convert_low_i32x4_s(i32x4((load<u8>(at) as i32) - floor, (load<u8>(at, 3) as i32) - floor, 0, 0));
}

@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
