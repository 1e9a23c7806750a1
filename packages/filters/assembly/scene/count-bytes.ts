/**
 * Counts bytes into four histograms of 256 counts of 32 bits, which begin 1024 bytes apart. They take turns: neighbours
 * are often equal, and one count twice in a row makes the processor wait.
 */
export function countBytes(from: usize, bytes: i32, counts: usize): void {
  const whole = from + (bytes & ~3);
  for (; from < whole; from += 4) {
    const a = countOf(counts, load<u8>(from));
    store<u32>(a, load<u32>(a) + 1);
    const b = countOf(counts, load<u8>(from, 1));
    store<u32>(b, load<u32>(b, 1024) + 1, 1024);
    const c = countOf(counts, load<u8>(from, 2));
    store<u32>(c, load<u32>(c, 2048) + 1, 2048);
    const d = countOf(counts, load<u8>(from, 3));
    store<u32>(d, load<u32>(d, 3072) + 1, 3072);
  }
  for (let n = bytes & 3; n > 0; n--, from++) {
    const a = countOf(counts, load<u8>(from));
    store<u32>(a, load<u32>(a) + 1);
  }
}

/** Where a code is counted in the first of some histograms. */
@inline
export function countOf(counts: usize, code: u8): usize {
  return counts + ((code as usize) << 2);
}
