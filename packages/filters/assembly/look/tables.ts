// The tables that src/look/lattice-tables.ts writes, by their distance from the first one in bytes.

/** For each byte of red, of green and of blue, its place among all their fractions in order, times 8: 16 bits each. */
const RANKS: usize = 0;
/** For each byte of red, of green and of blue, the distance in bytes to the point before it: 32 bits each. */
const POSITIONS: usize = 1536;
/** The fractions in order: 64-bit floats. */
const FRACTIONS: usize = 4608;
/** For each of them, the distance in bytes to the next point along its axis: 32 bits each. */
const STEPS: usize = 10752;
/** The picture's own share of each byte: 64-bit floats. */
const OWN: usize = 13824;

/** The place of a byte's fraction: the larger, the larger the fraction is; no two channels have the same. */
@inline
export function rankOf(tables: usize, channel: i32, byte: u32): u32 {
  const at = tables + (byte << 1);
  if (channel == 0) return load<u16>(at, RANKS);
  return channel == 1 ? load<u16>(at, RANKS + 512) : load<u16>(at, RANKS + 1024);
}

@inline
export function positionOf(tables: usize, channel: i32, byte: u32): usize {
  const at = tables + (byte << 2);
  if (channel == 0) return load<u32>(at, POSITIONS);
  return channel == 1 ? load<u32>(at, POSITIONS + 1024) : load<u32>(at, POSITIONS + 2048);
}

/** A fraction, in both lanes. */
@inline
export function fractionAt(tables: usize, rank: u32): v128 {
  return v128.load64_splat(tables + rank, FRACTIONS);
}

@inline
export function stepAt(tables: usize, rank: u32): usize {
  return load<u32>(tables + (rank >> 1), STEPS);
}

/** The own shares of two bytes. */
@inline
export function ownPair(tables: usize, low: u32, high: u32): v128 {
  const own = v128.load64_zero(tables + (low << 3), OWN);
  return v128.load_lane<i64>(tables + (high << 3), own, 1, OWN);
}

/** The own share of one byte. */
@inline
export function ownOf(tables: usize, byte: u32): v128 {
  return v128.load64_zero(tables + (byte << 3), OWN);
}
