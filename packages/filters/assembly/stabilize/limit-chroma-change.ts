// See src/stabilize/limit-chroma-change.ts.

import { bluesOfFours, greensOfFours, loadFour, redsOfFours, storeSixteen } from '../../../core/assembly/color/lanes';
import { blueDifference, blueOf, greenOf, lumaOf, redDifference, redOf } from '../../../core/assembly/color/yuv';

/**
 * Holds U and V of pixels to bounds that depend on what they were before.
 *
 * @param bounds - for each code, in 16 bits: the lowest that may follow it, and 256 times the highest.
 * @param room - for 6 bytes a pixel.
 * @param keeps - whether pixels within their bounds stay as they are.
 */
export function limitChromaChange(
  now: usize,
  before: usize,
  to: usize,
  pixels: i32,
  bounds: usize,
  room: usize,
  keeps: bool,
): void {
  const codes = (pixels + 15) & ~15;
  storeChroma(before, room, pixels);
  // Each code of 8 bits becomes bounds of 16.
  const found = room + 2 * codes;
  lookUp(room, bounds, found, 2 * codes);
  const neutral = i16x8.splat(128);
  const keeping = i8x16.splat(keeps ? -1 : 0);
  for (let n = 0, at = found; n < pixels; n += 16, at += 64, now += 48, to += 48) {
    const a = loadFour(now);
    const b = loadFour(now + 12);
    const c = loadFour(now + 24);
    const d = loadFour(now + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const Y0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    const Y1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const ownU0 = blueDifference(B0, Y0);
    const ownU1 = blueDifference(B1, Y1);
    const ownV0 = redDifference(R0, Y0);
    const ownV1 = redDifference(R1, Y1);
    const U0 = held(ownU0, v128.load(at), neutral);
    const U1 = held(ownU1, v128.load(at, 16), neutral);
    const V0 = held(ownV0, v128.load(at, 32), neutral);
    const V1 = held(ownV1, v128.load(at, 48), neutral);
    const same0 = v128.and(i16x8.eq(U0, ownU0), i16x8.eq(V0, ownV0));
    const same1 = v128.and(i16x8.eq(U1, ownU1), i16x8.eq(V1, ownV1));
    const stays = v128.and(keeping, i8x16.narrow_i16x8_s(same0, same1));
    storeSixteen(
      to,
      v128.bitselect(R, i8x16.narrow_i16x8_u(redOf(Y0, V0), redOf(Y1, V1)), stays),
      v128.bitselect(G, i8x16.narrow_i16x8_u(greenOf(Y0, U0, V0), greenOf(Y1, U1, V1)), stays),
      v128.bitselect(B, i8x16.narrow_i16x8_u(blueOf(Y0, U0), blueOf(Y1, U1)), stays),
    );
  }
}

/** Stores the codes of sixteen pixels' U, then of their V, and so on. */
@inline
function storeChroma(from: usize, to: usize, pixels: i32): void {
  const neutral = i16x8.splat(128);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 32) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const Y0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    const Y1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const U0 = i16x8.add(blueDifference(B0, Y0), neutral);
    const U1 = i16x8.add(blueDifference(B1, Y1), neutral);
    const V0 = i16x8.add(redDifference(R0, Y0), neutral);
    const V1 = i16x8.add(redDifference(R1, Y1), neutral);
    v128.store(to, i8x16.narrow_i16x8_u(U0, U1));
    v128.store(to, i8x16.narrow_i16x8_u(V0, V1), 16);
  }
}

/** Stores 16 bits from a table for each of some bytes, eight at a time. */
@inline
function lookUp(from: usize, table: usize, to: usize, bytes: i32): void {
  for (let n = 0; n < bytes; n += 8, from += 8, to += 16) {
    const eight = load<u64>(from);
    store<u64>(to, pickFour(table, eight as u32));
    store<u64>(to, pickFour(table, (eight >> 32) as u32), 8);
  }
}

@inline
function pickFour(table: usize, four: u32): u64 {
  const low = pick(table, four) | (pick(table, four >> 8) << 16);
  return low | (pick(table, four >> 16) << 32) | (pick(table, four >> 24) << 48);
}

@inline
function pick(table: usize, code: u32): u64 {
  return load<u16>(table + ((code & 255) << 1)) as u64;
}

/** U − 128 or V − 128 of eight pixels between their bounds. */
@inline
function held(difference: v128, bounds: v128, neutral: v128): v128 {
  const lowest = i16x8.sub(v128.and(bounds, i16x8.splat(255)), neutral);
  const highest = i16x8.sub(i16x8.shr_u(bounds, 8), neutral);
  return i16x8.max_s(lowest, i16x8.min_s(highest, difference));
}
