import { sumOfLanes } from '../../../core/assembly/color/lanes';
// How far planes are apart. Sums of a run fit into 32 bits.


/** The sum of the absolute differences of some bytes. */
export function sumDifferences(first: usize, second: usize, bytes: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = first + (bytes & ~15);
  for (; first < whole; first += 16, second += 16) {
    sums = i32x4.add(sums, sumsOf(distances(v128.load(first), v128.load(second))));
  }
  let sum = sumOfLanes(sums);
  for (let n = bytes & 15; n > 0; n--, first++, second++) {
    sum += abs<i32>((load<u8>(first) as i32) - (load<u8>(second) as i32));
  }
  return sum;
}

/** The sum of the absolute differences of some bytes, each times its byte of a mask, in 255ths rounded to whole numbers. */
export function sumMaskedDifferences(first: usize, second: usize, mask: usize, bytes: i32): i32 {
  let sums = i32x4.splat(0);
  const whole = first + (bytes & ~15);
  for (; first < whole; first += 16, second += 16, mask += 16) {
    const away = distances(v128.load(first), v128.load(second));
    const weights = v128.load(mask);
    const low = shareOf(i16x8.extmul_low_i8x16_u(away, weights));
    const high = shareOf(i16x8.extmul_high_i8x16_u(away, weights));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.add(low, high)));
  }
  let sum = sumOfLanes(sums);
  for (let n = bytes & 15; n > 0; n--, first++, second++, mask++) {
    const product = abs<i32>((load<u8>(first) as i32) - (load<u8>(second) as i32)) * (load<u8>(mask) as i32) + 127;
    sum += (product + 1 + (product >> 8)) >> 8;
  }
  return sum;
}

/** |a − b| of sixteen bytes. */
@inline
export function distances(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** The sums of each four of sixteen bytes. */
@inline
export function sumsOf(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

/** (p + 127) / 255 truncated, of products of two bytes: (p + 128 + ((p + 127) >> 8)) >> 8. */
@inline
function shareOf(products: v128): v128 {
  const carried = i16x8.shr_u(i16x8.add(products, i16x8.splat(127)), 8);
  return i16x8.shr_u(i16x8.add(i16x8.add(products, i16x8.splat(128)), carried), 8);
}
