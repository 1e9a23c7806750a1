import { bluesOfFours, greensOfFours, loadFour, redsOfFours, sumOfLanes } from '../../../core/assembly/color/lanes';
import { lumaOf } from '../../../core/assembly/color/yuv';

/** The sum of the Y (OpenCV's, 8 bits) of some pixels: a whole run's stays far below 2^31. */
export function sumLuma(from: usize, pixels: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = pixels & ~15;
  let n = 0;
  for (; n < whole; n += 16, from += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const low = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const high = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(i16x8.add(low, high)));
  }
  let sum = sumOfLanes(sums);
  for (; n < pixels; n++, from += 3) {
    const red = 4899 * (load<u8>(from) as i32);
    const green = 9617 * (load<u8>(from, 1) as i32);
    sum += (red + green + 1868 * (load<u8>(from, 2) as i32) + 8192) >> 14;
  }
  return sum;
}
