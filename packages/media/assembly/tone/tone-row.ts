// The change of tone of one row of luma; see src/tone/tone-plane.ts. The row's end is computed up to the next 4 samples.
//
// `table` has, as 32-bit floats, what the curve makes of each code, with half a code added for rounding. `above` and
// `below` are the gains of the cells' rows; their shifts lie `side` bytes behind them.

/** In place, samples of one byte. */
export function toneRow8(
  samples: usize,
  count: i32,
  table: usize,
  above: usize,
  below: usize,
  side: i32,
  share: f32,
  black: f32,
  white: f32,
): void {
  const weight = f32x4.splat(share);
  const least = f32x4.splat(black);
  const most = f32x4.splat(white);
  for (let n = 0; n < count; n += 4, samples += 4, above += 16, below += 16) {
    const codes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(samples)));
    let curve = v128.load32_zero(table + (<usize>load<u8>(samples) << 2));
    curve = v128.load32_lane(table + (<usize>load<u8>(samples, 1) << 2), curve, 1);
    curve = v128.load32_lane(table + (<usize>load<u8>(samples, 2) << 2), curve, 2);
    curve = v128.load32_lane(table + (<usize>load<u8>(samples, 3) << 2), curve, 3);
    const toned = tonedCodes(codes, curve, above, below, side, weight, least, most);
    const words = i16x8.narrow_i32x4_s(toned, toned);
    v128.store32_lane(samples, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** The same for samples of two bytes. */
export function toneRow16(
  samples: usize,
  count: i32,
  table: usize,
  above: usize,
  below: usize,
  side: i32,
  share: f32,
  black: f32,
  white: f32,
): void {
  const weight = f32x4.splat(share);
  const least = f32x4.splat(black);
  const most = f32x4.splat(white);
  for (let n = 0; n < count; n += 4, samples += 8, above += 16, below += 16) {
    const codes = i32x4.extend_low_i16x8_u(v128.load64_zero(samples));
    let curve = v128.load32_zero(table + (<usize>load<u16>(samples) << 2));
    curve = v128.load32_lane(table + (<usize>load<u16>(samples, 2) << 2), curve, 1);
    curve = v128.load32_lane(table + (<usize>load<u16>(samples, 4) << 2), curve, 2);
    curve = v128.load32_lane(table + (<usize>load<u16>(samples, 6) << 2), curve, 3);
    const toned = tonedCodes(codes, curve, above, below, side, weight, least, most);
    v128.store64_lane(samples, i16x8.narrow_i32x4_u(toned, toned), 0);
  }
}

/** curve + gain · (code − black) + shift, within black and white, or within the code itself where that is farther out. */
@inline
function tonedCodes(
  codes: v128,
  curve: v128,
  above: usize,
  below: usize,
  side: i32,
  weight: v128,
  black: v128,
  white: v128,
): v128 {
  const code = f32x4.convert_i32x4_s(codes);
  const gain = between(above, below, weight);
  const shift = between(above + side, below + side, weight);
  const value = f32x4.floor(f32x4.add(curve, f32x4.add(f32x4.mul(gain, f32x4.sub(code, black)), shift)));
  const limited = f32x4.pmax(f32x4.pmin(code, black), value);
  return i32x4.trunc_sat_f32x4_s(f32x4.pmin(f32x4.pmax(code, white), limited));
}

@inline
function between(above: usize, below: usize, weight: v128): v128 {
  const from = v128.load(above);
  return f32x4.add(from, f32x4.mul(weight, f32x4.sub(v128.load(below), from)));
}
