import { sumOfLanes } from '../../../core/assembly/color/lanes';

/** The sum of some bytes: of up to 2^23 of them, so that it fits. */
export function sumBytes(from: usize, bytes: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = from + (bytes & ~15);
  for (; from < whole; from += 16) {
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v128.load(from))));
  }
  let sum = sumOfLanes(sums);
  for (let n = bytes & 15; n > 0; n--, from++) sum += load<u8>(from);
  return sum;
}
