/** The smallest and the largest of some bytes, as smallest | largest << 8; the smallest is 255 where there are none. */
export function extremes(from: usize, bytes: i32): i32 {
  let lows = i8x16.splat(-1);
  let highs = i8x16.splat(0);
  const whole = from + (bytes & ~15);
  for (; from < whole; from += 16) {
    const codes = v128.load(from);
    lows = i8x16.min_u(lows, codes);
    highs = i8x16.max_u(highs, codes);
  }
  let least: u32 = 255;
  let most: u32 = 0;
  for (let n = bytes & 15; n > 0; n--, from++) {
    least = min<u32>(least, load<u8>(from));
    most = max<u32>(most, load<u8>(from));
  }
  // Halves against each other until the first lane has the result of all.
  lows = i8x16.min_u(lows, v128.shuffle<i64>(lows, lows, 1, 0));
  lows = i8x16.min_u(lows, v128.shuffle<i32>(lows, lows, 1, 0, 3, 2));
  highs = i8x16.max_u(highs, v128.shuffle<i64>(highs, highs, 1, 0));
  highs = i8x16.max_u(highs, v128.shuffle<i32>(highs, highs, 1, 0, 3, 2));
  for (let n = 0; n < 32; n += 8) {
    least = min<u32>(least, (u32(i32x4.extract_lane(lows, 0)) >> n) & 255);
    most = max<u32>(most, (u32(i32x4.extract_lane(highs, 0)) >> n) & 255);
  }
  return least | (most << 8);
}
