/** Sends bytes through a table of 256; writes up to a multiple of four. */
export function mapBytes(from: usize, to: usize, bytes: i32, table: usize): void {
  for (const end = from + bytes; from < end; from += 4, to += 4) {
    store<u8>(to, load<u8>(table + load<u8>(from)));
    store<u8>(to, load<u8>(table + load<u8>(from, 1)), 1);
    store<u8>(to, load<u8>(table + load<u8>(from, 2)), 2);
    store<u8>(to, load<u8>(table + load<u8>(from, 3)), 3);
  }
}
