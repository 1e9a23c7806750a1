// Bounds of chroma, looked up: 256 times the highest code plus the lowest, 16 bits each; see src/merge/chroma-bounds.ts.

/** The limits of eight places of the table. */
@inline
export function lookUp8(limits: usize, places: v128): v128 {
  let found = i16x8.splat(0);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 0) as usize), found, 0);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 1) as usize), found, 1);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 2) as usize), found, 2);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 3) as usize), found, 3);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 4) as usize), found, 4);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 5) as usize), found, 5);
  found = v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 6) as usize), found, 6);
  return v128.load_lane<u16>(limits + 2 * (i16x8.extract_lane_u(places, 7) as usize), found, 7);
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
