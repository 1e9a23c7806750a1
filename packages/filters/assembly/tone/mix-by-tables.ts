import { TABLES } from './layout';

/**
 * The samples of two runs of pixels, mixed by tables of 65 536 bytes: the result for a pair lies at (own << 8) | other.
 * They begin at TABLES for red, `green` and `blue` bytes later for the others, which may be the same one. `own` takes the
 * result.
 */
export function mixByTables(own: usize, other: usize, pixels: i32, green: usize, blue: usize): void {
  for (let end = own + 3 * pixels; own < end; own += 6, other += 6) {
    store<u8>(own, load<u8>(pair(own, other, 0), TABLES));
    store<u8>(own, load<u8>(green + pair(own, other, 1), TABLES), 1);
    store<u8>(own, load<u8>(blue + pair(own, other, 2), TABLES), 2);
    store<u8>(own, load<u8>(pair(own, other, 3), TABLES), 3);
    store<u8>(own, load<u8>(green + pair(own, other, 4), TABLES), 4);
    store<u8>(own, load<u8>(blue + pair(own, other, 5), TABLES), 5);
  }
}

@inline
function pair(own: usize, other: usize, n: usize): usize {
  return ((load<u8>(own + n) as usize) << 8) | (load<u8>(other + n) as usize);
}

/**
 * Makes one of these tables: base[own] + weight · other, held to 0..255, fractions cut off. `bases` are 256 numbers of 64
 * bits.
 */
export function makeMixTable(bases: usize, weight: f64, table: usize): void {
  for (const end = bases + 2048; bases < end; bases += 8) {
    const base = f64x2.splat(load<f64>(bases));
    for (let other = 0; other < 256; other += 8, table += 8) {
      const low = i16x8.narrow_i32x4_s(fourOf(base, weight, other), fourOf(base, weight, other + 4));
      v128.store64_lane(table, i8x16.narrow_i16x8_u(low, low), 0);
    }
  }
}

@inline
function fourOf(base: v128, weight: f64, other: i32): v128 {
  const share = f64x2.splat(weight);
  const first = f64x2.convert_low_i32x4_s(i32x4.add(i32x4.splat(other), i32x4(0, 1, 0, 0)));
  const second = f64x2.convert_low_i32x4_s(i32x4.add(i32x4.splat(other), i32x4(2, 3, 0, 0)));
  return v128.shuffle<i64>(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(base, f64x2.mul(share, first))),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(base, f64x2.mul(share, second))),
    0,
    2,
  );
}
