// Bounds of chroma, looked up: the lowest code plus 256 times the highest, 16 bits; see src/merge/chroma-bounds.ts.

/** Room for the places of eight pixels: to take them out of memory is faster than to take them out of a vector. */
const PLACES = memory.data(16, 16);

/** The limits of eight places of the table. */
@inline
export function lookUp8(limits: usize, places: v128): v128 {
  v128.store(PLACES, places);
  let found = v128.load_splat<u16>(limits + 2 * (load<u16>(PLACES) as usize));
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 2) as usize), found, 1);
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 4) as usize), found, 2);
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 6) as usize), found, 3);
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 8) as usize), found, 4);
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 10) as usize), found, 5);
  found = v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 12) as usize), found, 6);
  return v128.load_lane<u16>(limits + 2 * (load<u16>(PLACES, 14) as usize), found, 7);
}

/** The lowest codes out of limits. */
@inline
export function lowestOf(limits: v128): v128 {
  return v128.and(limits, i16x8.splat(255));
}

/** The highest codes out of limits. */
@inline
export function highestOf(limits: v128): v128 {
  return i16x8.shr_u(limits, 8);
}
