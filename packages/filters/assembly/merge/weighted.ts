// Weighted means of single samples; see src/merge/weighted.ts. Pillow's is in core.

import { mixByShares, SHARES } from '../luma/bright-share';

/** first · (1 − weight) + second · weight in doubles, truncated. */
export function mixDoubles(first: usize, second: usize, to: usize, samples: i32, weight: f64): void {
  const share = f64x2.splat(weight);
  for (let at = SHARES; at < SHARES + 128; at += 16) v128.store(at, share);
  for (let n = 0; n < samples; n += 16, first += 16, second += 16, to += 16) {
    v128.store(to, mixByShares(v128.load(first), v128.load(second), SHARES));
  }
}

/** first + (second − first) · weight / 2^15, rounded half up. */
export function mixFixed(first: usize, second: usize, to: usize, samples: i32, weight: i32): void {
  const share = i16x8.splat(weight as i16);
  for (let n = 0; n < samples; n += 16, first += 16, second += 16, to += 16) {
    const a = v128.load(first);
    const b = v128.load(second);
    const low = i16x8.extend_low_i8x16_u(a);
    const high = i16x8.extend_high_i8x16_u(a);
    const lowStep = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.extend_low_i8x16_u(b), low), share);
    const highStep = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.extend_high_i8x16_u(b), high), share);
    v128.store(to, i8x16.narrow_i16x8_u(i16x8.add(low, lowStep), i16x8.add(high, highStep)));
  }
}
