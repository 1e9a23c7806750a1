import { TABLES } from './layout';

/** Sends bytes, in place, through the table of 256 bytes at TABLES, four at a time. */
export function mapBytes(bytes: usize, count: i32): void {
  const end = bytes + count;
  for (; bytes < end; bytes += 4) {
    store<u8>(bytes, load<u8>(load<u8>(bytes) as usize, TABLES));
    store<u8>(bytes, load<u8>(load<u8>(bytes, 1) as usize, TABLES), 1);
    store<u8>(bytes, load<u8>(load<u8>(bytes, 2) as usize, TABLES), 2);
    store<u8>(bytes, load<u8>(load<u8>(bytes, 3) as usize, TABLES), 3);
  }
}
