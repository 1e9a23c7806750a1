import { countOf } from '../scene/count-bytes';

/**
 * Counts R', G' and B' of pixels into two histograms each, which take turns: of even pixels red, green, blue, and of odd
 * ones. A histogram is 256 counts of 32 bits.
 */
export function countCodes(from: usize, pixels: i32, counts: usize): void {
  const whole = from + 6 * (pixels >> 1);
  for (; from < whole; from += 6) {
    const a = countOf(counts, load<u8>(from));
    store<u32>(a, load<u32>(a) + 1);
    const b = countOf(counts, load<u8>(from, 1));
    store<u32>(b, load<u32>(b, 1024) + 1, 1024);
    const c = countOf(counts, load<u8>(from, 2));
    store<u32>(c, load<u32>(c, 2048) + 1, 2048);
    const d = countOf(counts, load<u8>(from, 3));
    store<u32>(d, load<u32>(d, 3072) + 1, 3072);
    const e = countOf(counts, load<u8>(from, 4));
    store<u32>(e, load<u32>(e, 4096) + 1, 4096);
    const f = countOf(counts, load<u8>(from, 5));
    store<u32>(f, load<u32>(f, 5120) + 1, 5120);
  }
  if ((pixels & 1) === 0) return;
  const a = countOf(counts, load<u8>(from));
  store<u32>(a, load<u32>(a) + 1);
  const b = countOf(counts, load<u8>(from, 1));
  store<u32>(b, load<u32>(b, 1024) + 1, 1024);
  const c = countOf(counts, load<u8>(from, 2));
  store<u32>(c, load<u32>(c, 2048) + 1, 2048);
}
