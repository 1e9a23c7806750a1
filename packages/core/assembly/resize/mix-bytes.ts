import { addedDot, rounded } from './fixed-point';
import { pairsHigh, pairsLow } from './interleave-bytes';
import { after } from './ring';

/**
 * Pillow's filter across rows of bytes: sums, sample by sample, rounded and clipped. Sixteen samples at a time.
 *
 * @param ring - rows, `rowStep` bytes apart; behind the last one, at `ringEnd`, the first one follows again.
 * @param first - address of the first row to take.
 * @param count - how many rows to take.
 * @param weights - pairs, the last one filled up with 0.
 */
export function mixBytes(
  ring: usize,
  ringEnd: usize,
  rowStep: usize,
  first: usize,
  count: i32,
  weights: usize,
  samples: i32,
  to: usize,
): void {
  for (let column: usize = 0; column < <usize>samples; column += 16) {
    let row = first;
    let weight = weights;
    // Samples 0..3, 4..7, 8..11 and 12..15.
    let aUpper = i32x4.splat(0);
    let aLower = aUpper;
    let bUpper = aUpper;
    let bLower = aUpper;
    let cUpper = aUpper;
    let cLower = aUpper;
    let dUpper = aUpper;
    let dLower = aUpper;
    for (let left = count; left > 0; left -= 2, weight += 8) {
      const upper = v128.load32_splat(weight);
      const lower = v128.load32_splat(weight, 4);
      const one = v128.load(row + column);
      row = after(row, rowStep, ring, ringEnd);
      const other = v128.load(row + column);
      row = after(row, rowStep, ring, ringEnd);
      const low = pairsLow(one, other);
      const high = pairsHigh(one, other);
      const a = i16x8.extend_low_i8x16_u(low);
      const b = i16x8.extend_high_i8x16_u(low);
      const c = i16x8.extend_low_i8x16_u(high);
      const d = i16x8.extend_high_i8x16_u(high);
      aUpper = addedDot(aUpper, a, upper);
      aLower = addedDot(aLower, a, lower);
      bUpper = addedDot(bUpper, b, upper);
      bLower = addedDot(bLower, b, lower);
      cUpper = addedDot(cUpper, c, upper);
      cLower = addedDot(cLower, c, lower);
      dUpper = addedDot(dUpper, d, upper);
      dLower = addedDot(dLower, d, lower);
    }
    const low = i16x8.narrow_i32x4_s(rounded(aUpper, aLower), rounded(bUpper, bLower));
    const high = i16x8.narrow_i32x4_s(rounded(cUpper, cLower), rounded(dUpper, dLower));
    v128.store(to + column, i8x16.narrow_i16x8_u(low, high));
  }
}
