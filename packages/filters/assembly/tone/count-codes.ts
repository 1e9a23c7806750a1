import { count } from '../scene/count-bytes';

/**
 * Counts R', G' and B' of pixels into two histograms each, which take turns: of even pixels red, green, blue, and of odd
 * ones. A histogram is 256 counts of 32 bits.
 */
export function countCodes(from: usize, pixels: i32, counts: usize): void {
  const whole = from + 6 * (pixels >> 1);
  for (; from < whole; from += 6) {
    count(counts, load<u8>(from));
    count(counts + 1024, load<u8>(from, 1));
    count(counts + 2048, load<u8>(from, 2));
    count(counts + 3072, load<u8>(from, 3));
    count(counts + 4096, load<u8>(from, 4));
    count(counts + 5120, load<u8>(from, 5));
  }
  if ((pixels & 1) === 0) return;
  count(counts, load<u8>(from));
  count(counts + 1024, load<u8>(from, 1));
  count(counts + 2048, load<u8>(from, 2));
}
