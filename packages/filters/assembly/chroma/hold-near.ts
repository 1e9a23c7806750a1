/**
 * Samples held between two limits, which are looked up for the samples of another picture.
 *
 * @param table - 256 pairs of bytes: the lowest and the highest.
 * @param limits - room for two bytes a sample, and 32 more.
 */
export function holdNear(
  from: usize,
  previous: usize,
  to: usize,
  samples: i32,
  table: usize,
  limits: usize,
): void {
  for (let n = 0, at = limits; n < samples; n += 4, previous += 4, at += 8) {
    store<u16>(at, load<u16>(table + 2 * <usize>load<u8>(previous)));
    store<u16>(at, load<u16>(table + 2 * <usize>load<u8>(previous, 1)), 2);
    store<u16>(at, load<u16>(table + 2 * <usize>load<u8>(previous, 2)), 4);
    store<u16>(at, load<u16>(table + 2 * <usize>load<u8>(previous, 3)), 6);
  }
  const lowByte = i16x8.splat(255);
  for (let n = 0; n < samples; n += 16, from += 16, to += 16, limits += 32) {
    const a = v128.load(limits);
    const b = v128.load(limits, 16);
    const lowest = i8x16.narrow_i16x8_u(v128.and(a, lowByte), v128.and(b, lowByte));
    const highest = i8x16.narrow_i16x8_u(i16x8.shr_u(a, 8), i16x8.shr_u(b, 8));
    v128.store(to, i8x16.max_u(lowest, i8x16.min_u(highest, v128.load(from))));
  }
}
