import {
  bluesOfFours,
  copySixteen,
  doublesHigh,
  doublesLow,
  floors,
  greensOfFours,
  loadFour,
  redsOfFours,
  storeSixteen,
} from '../../../core/assembly/color/lanes';

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
    const weight = load<u8>(weights);
    if (i8x16.all_true(i8x16.eq(w, i8x16.splat(weight)))) {
      if (isFirstAt0 && weight == 0) copySixteen(first, to);
      else if (isSecondAt255 && weight == 255) copySixteen(second, to);
      else {
        const rest = v128.load64_splat(rests + 8 * <usize>weight);
        const share = v128.load64_splat(shares + 8 * <usize>weight);
        for (let k: usize = 0; k < 48; k += 16) {
          v128.store(to + k, mixedAlike(v128.load(first + k), v128.load(second + k), rest, share, keeps));
        }
      }
      continue;
    }
    for (let k: usize = 0; k < 16; k += 2) {
      const one = 8 * <usize>load<u8>(weights + k);
      const two = 8 * <usize>load<u8>(weights + k, 1);
      v128.store(RESTS + 8 * k, v128.load64_lane(rests + two, v128.load64_zero(rests + one), 1));
      v128.store(SHARES + 8 * k, v128.load64_lane(shares + two, v128.load64_zero(shares + one), 1));
    }
    const f0 = loadFour(first);
    const f1 = loadFour(first + 12);
    const f2 = loadFour(first + 24);
    const f3 = loadFour(first + 36);
    const s0 = loadFour(second);
    const s1 = loadFour(second + 12);
    const s2 = loadFour(second + 24);
    const s3 = loadFour(second + 36);
    storeSixteen(
      to,
      mixed(redsOfFours(f0, f1, f2, f3), redsOfFours(s0, s1, s2, s3), keeps),
      mixed(greensOfFours(f0, f1, f2, f3), greensOfFours(s0, s1, s2, s3), keeps),
      mixed(bluesOfFours(f0, f1, f2, f3), bluesOfFours(s0, s1, s2, s3), keeps),
    );
  }
}

@inline
function mixed(first: v128, second: v128, keeps: v128): v128 {
  return v128.bitselect(first, mixByDoubles(first, second, RESTS, SHARES), v128.and(keeps, i8x16.eq(first, second)));
}

/** Sixteen samples of one rest and one share. */
@inline
function mixedAlike(first: v128, second: v128, rest: v128, share: v128, keeps: v128): v128 {
  const first0 = i16x8.extend_low_i8x16_u(first);
  const second0 = i16x8.extend_low_i8x16_u(second);
  const first1 = i16x8.extend_high_i8x16_u(first);
  const second1 = i16x8.extend_high_i8x16_u(second);
  const mix = i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first0), i32x4.extend_low_i16x8_u(second0), rest, rest, share, share),
      mix4(i32x4.extend_high_i16x8_u(first0), i32x4.extend_high_i16x8_u(second0), rest, rest, share, share),
    ),
    i16x8.narrow_i32x4_s(
      mix4(i32x4.extend_low_i16x8_u(first1), i32x4.extend_low_i16x8_u(second1), rest, rest, share, share),
      mix4(i32x4.extend_high_i16x8_u(first1), i32x4.extend_high_i16x8_u(second1), rest, rest, share, share),
    ),
  );
  return v128.bitselect(first, mix, v128.and(keeps, i8x16.eq(first, second)));
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
      mixFrom(i32x4.extend_low_i16x8_u(first0), i32x4.extend_low_i16x8_u(second0), rests, shares),
      mixFrom(i32x4.extend_high_i16x8_u(first0), i32x4.extend_high_i16x8_u(second0), rests + 32, shares + 32),
    ),
    i16x8.narrow_i32x4_s(
      mixFrom(i32x4.extend_low_i16x8_u(first1), i32x4.extend_low_i16x8_u(second1), rests + 64, shares + 64),
      mixFrom(i32x4.extend_high_i16x8_u(first1), i32x4.extend_high_i16x8_u(second1), rests + 96, shares + 96),
    ),
  );
}

@inline
function mixFrom(first: v128, second: v128, rests: usize, shares: usize): v128 {
  return mix4(first, second, v128.load(rests), v128.load(rests, 16), v128.load(shares), v128.load(shares, 16));
}

@inline
function mix4(first: v128, second: v128, rest0: v128, rest1: v128, share0: v128, share1: v128): v128 {
  const low = f64x2.add(f64x2.mul(doublesLow(first), rest0), f64x2.mul(doublesLow(second), share0));
  const high = f64x2.add(f64x2.mul(doublesHigh(first), rest1), f64x2.mul(doublesHigh(second), share1));
  return floors(low, high);
}
