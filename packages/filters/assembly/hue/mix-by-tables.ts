import { bluesOf, doublesHigh, doublesLow, floors, greensOf, redsOf, storePixels } from '../../../core/assembly/color/lanes';

/** Room for the shares of the first and the second picture of sixteen pixels. */
const RESTS = memory.data(128, 16);
const SHARES = memory.data(128, 16);

/**
 * Two pictures mixed by tables of doubles, truncated: first · rests[weight] + second · shares[weight].
 *
 * @param weights - of the pixels, bytes.
 * @param rests - 256 doubles.
 * @param shares - 256 doubles. A share of 0 goes with a rest of 1, and the other way around.
 * @param keepsEqual - 1: samples that are the same in both stay as they are, whatever doubles make of them; else 0.
 */
export function mixByTables(
  first: usize,
  second: usize,
  weights: usize,
  to: usize,
  pixels: i32,
  rests: usize,
  shares: usize,
  keepsEqual: i32,
): void {
  const keeps = i8x16.splat(<i8>-keepsEqual);
  const isFirstAt0 = load<f64>(shares) == 0;
  const isSecondAt255 = load<f64>(shares, 8 * 255) == 1;
  for (let n = 0; n < pixels; n += 16, first += 48, second += 48, weights += 16, to += 48) {
    const w = v128.load(weights);
    const a = v128.load(first);
    const b = v128.load(first, 16);
    const c = v128.load(first, 32);
    if (isFirstAt0 && !v128.any_true(w)) {
      v128.store(to, a);
      v128.store(to, b, 16);
      v128.store(to, c, 32);
      continue;
    }
    const a2 = v128.load(second);
    const b2 = v128.load(second, 16);
    const c2 = v128.load(second, 32);
    if (isSecondAt255 && i8x16.all_true(i8x16.eq(w, i8x16.splat(-1)))) {
      v128.store(to, a2);
      v128.store(to, b2, 16);
      v128.store(to, c2, 32);
      continue;
    }
    for (let k: usize = 0; k < 16; k += 2) {
      const one = 8 * <usize>load<u8>(weights + k);
      const two = 8 * <usize>load<u8>(weights + k, 1);
      v128.store(RESTS + 8 * k, v128.load64_lane(rests + two, v128.load64_zero(rests + one), 1));
      v128.store(SHARES + 8 * k, v128.load64_lane(shares + two, v128.load64_zero(shares + one), 1));
    }
    storePixels(
      to,
      mixed(redsOf(a, b, c), redsOf(a2, b2, c2), keeps),
      mixed(greensOf(a, b, c), greensOf(a2, b2, c2), keeps),
      mixed(bluesOf(a, b, c), bluesOf(a2, b2, c2), keeps),
    );
  }
}

@inline
function mixed(first: v128, second: v128, keeps: v128): v128 {
  return v128.bitselect(first, mixByDoubles(first, second, RESTS, SHARES), v128.and(keeps, i8x16.eq(first, second)));
}

/** first · rest + second · share of sixteen bytes, truncated, by sixteen rests and shares at two addresses. */
@inline
export function mixByDoubles(first: v128, second: v128, rests: usize, shares: usize): v128 {
  const first0 = i16x8.extend_low_i8x16_u(first);
  const second0 = i16x8.extend_low_i8x16_u(second);
  const first1 = i16x8.extend_high_i8x16_u(first);
  const second1 = i16x8.extend_high_i8x16_u(second);
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first0), i32x4.extend_low_i16x8_u(second0), rests, shares),
      mix4(i32x4.extend_high_i16x8_u(first0), i32x4.extend_high_i16x8_u(second0), rests + 32, shares + 32),
    ),
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first1), i32x4.extend_low_i16x8_u(second1), rests + 64, shares + 64),
      mix4(i32x4.extend_high_i16x8_u(first1), i32x4.extend_high_i16x8_u(second1), rests + 96, shares + 96),
    ),
  );
}

@inline
function mix4(first: v128, second: v128, rests: usize, shares: usize): v128 {
  return floors(
    mix2(doublesLow(first), doublesLow(second), v128.load(rests), v128.load(shares)),
    mix2(doublesHigh(first), doublesHigh(second), v128.load(rests, 16), v128.load(shares, 16)),
  );
}

@inline
function mix2(first: v128, second: v128, rests: v128, shares: v128): v128 {
  return f64x2.add(f64x2.mul(first, rests), f64x2.mul(second, shares));
}
