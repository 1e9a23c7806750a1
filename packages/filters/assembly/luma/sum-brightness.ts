import { bluesOfFours, greensOfFours, loadFour, redsOfFours, sumOfLanes } from '../../../core/assembly/color/lanes';

/** The sum of the largest samples of some pixels: a whole run's stays far below 2^31. */
export function sumBrightness(from: usize, pixels: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = pixels & ~15;
  let n = 0;
  for (; n < whole; n += 16, from += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const most = i8x16.max_u(redsOfFours(a, b, c, d), i8x16.max_u(greensOfFours(a, b, c, d), bluesOfFours(a, b, c, d)));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(most)));
  }
  let sum = sumOfLanes(sums);
  for (; n < pixels; n++, from += 3) {
    sum += max<i32>(load<u8>(from), max<i32>(load<u8>(from, 1), load<u8>(from, 2)));
  }
  return sum;
}
