import { pairsHigh, pairsLow, pairsOf } from '../../../core/assembly/color/lanes';

/**
 * The weighted mean of samples, see src/stabilize/average-planes.ts. The first plane's are at `planes`, those of the
 * others each `step` further; weights are 16 bits each and add up to 100, so that sums fit into 16 bits, too.
 */
export function averagePlanes(planes: usize, step: usize, count: i32, weights: usize, to: usize, samples: i32): void {
  for (let n = 0; n < samples; n += 16, planes += 16, to += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    for (let k = 0, from = planes; k < count; k++, from += step) {
      const weight = v128.load16_splat(weights + 2 * k);
      const bytes = v128.load(from);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(bytes), weight));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(bytes), weight));
    }
    v128.store(to, i8x16.narrow_i16x8_u(hundredths(low), hundredths(high)));
  }
}

/** sum / 100, halves to the even neighbour. 5243 / 2^19 is so little above 1 / 100 that all whole parts are right. */
@inline
function hundredths(sums: v128): v128 {
  const zero = i16x8.splat(0);
  const below = i16x8.narrow_i32x4_s(
    i32x4.shr_u(i32x4.dot_i16x8_s(pairsLow(sums, zero), pairsOf(5243, 0)), 19),
    i32x4.shr_u(i32x4.dot_i16x8_s(pairsHigh(sums, zero), pairsOf(5243, 0)), 19),
  );
  const rest = i16x8.sub(sums, i16x8.mul(below, i16x8.splat(100)));
  // From 50 on is up for odd ones, from 51 on for even ones. What is true is −1.
  const most = i16x8.sub(i16x8.splat(50), v128.and(below, i16x8.splat(1)));
  return i16x8.sub(below, i16x8.gt_s(rest, most));
}
