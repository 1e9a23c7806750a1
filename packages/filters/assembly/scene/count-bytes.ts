/**
 * Counts bytes into four histograms of 256 counts of 32 bits, which begin 1024 bytes apart. They take turns: neighbours
 * are often equal, and one count twice in a row makes the processor wait.
 */
export function countBytes(from: usize, bytes: i32, counts: usize): void {
  const whole = from + (bytes & ~3);
  for (; from < whole; from += 4) {
    count(counts, load<u8>(from));
    count(counts + 1024, load<u8>(from, 1));
    count(counts + 2048, load<u8>(from, 2));
    count(counts + 3072, load<u8>(from, 3));
  }
  for (let n = bytes & 3; n > 0; n--, from++) count(counts, load<u8>(from));
}

/** Adds one to the count of a code. */
@inline
export function count(counts: usize, code: u8): void {
  const place = counts + ((code as usize) << 2);
  store<u32>(place, load<u32>(place) + 1);
}
