import { TABLES } from './layout';

/** Sends the samples of pixels, in place, through the three tables of 256 bytes at TABLES. */
export function mapCodes(pixels: usize, count: i32): void {
  const end = pixels + 3 * count;
  for (; pixels < end; pixels += 12) {
    store<u8>(pixels, red(load<u8>(pixels)));
    store<u8>(pixels, green(load<u8>(pixels, 1)), 1);
    store<u8>(pixels, blue(load<u8>(pixels, 2)), 2);
    store<u8>(pixels, red(load<u8>(pixels, 3)), 3);
    store<u8>(pixels, green(load<u8>(pixels, 4)), 4);
    store<u8>(pixels, blue(load<u8>(pixels, 5)), 5);
    store<u8>(pixels, red(load<u8>(pixels, 6)), 6);
    store<u8>(pixels, green(load<u8>(pixels, 7)), 7);
    store<u8>(pixels, blue(load<u8>(pixels, 8)), 8);
    store<u8>(pixels, red(load<u8>(pixels, 9)), 9);
    store<u8>(pixels, green(load<u8>(pixels, 10)), 10);
    store<u8>(pixels, blue(load<u8>(pixels, 11)), 11);
  }
}

@inline
function red(code: u8): u8 {
  return load<u8>(code as usize, TABLES);
}

@inline
function green(code: u8): u8 {
  return load<u8>(code as usize, TABLES + 256);
}

@inline
function blue(code: u8): u8 {
  return load<u8>(code as usize, TABLES + 512);
}
