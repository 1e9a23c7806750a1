/** Looks the bytes of pixels up in three tables of 256 bytes, which lie one behind the other: red, green, blue. */
export function curves(from: usize, to: usize, pixels: i32, tables: usize): void {
  for (let n = 0; n < pixels; n++, from += 3, to += 3) {
    store<u8>(to, load<u8>(tables + <usize>load<u8>(from)));
    store<u8>(to, load<u8>(tables + <usize>load<u8>(from, 1), 256), 1);
    store<u8>(to, load<u8>(tables + <usize>load<u8>(from, 2), 512), 2);
  }
}
