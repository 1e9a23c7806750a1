import { TABLES } from './layout';

/**
 * The samples of two runs of pixels, mixed by tables of 65 536 bytes: the result for a pair lies at (own << 8) | other.
 * They begin at TABLES for red, `green` and `blue` bytes later for the others, which may be the same one. `own` takes the
 * result.
 *
 * @param pairs - room for two bytes a sample.
 */
export function mixByTables(own: usize, other: usize, pixels: i32, green: usize, blue: usize, pairs: usize): void {
  const samples = 3 * pixels;
  for (let n = 0; n < samples; n += 16) {
    const a = v128.load(other + n);
    const b = v128.load(own + n);
    const to = pairs + 2 * n;
    v128.store(to, v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(to, v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
  }
  for (const end = own + samples; own < end; own += 6, pairs += 12) {
    store<u8>(own, load<u8>(load<u16>(pairs), TABLES));
    store<u8>(own, load<u8>(green + load<u16>(pairs, 2), TABLES), 1);
    store<u8>(own, load<u8>(blue + load<u16>(pairs, 4), TABLES), 2);
    store<u8>(own, load<u8>(load<u16>(pairs, 6), TABLES), 3);
    store<u8>(own, load<u8>(green + load<u16>(pairs, 8), TABLES), 4);
    store<u8>(own, load<u8>(blue + load<u16>(pairs, 10), TABLES), 5);
  }
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
