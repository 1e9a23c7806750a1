// BT.709 luma, and means of areas of it; see src/scene/scene-luma.ts.

import { bluesOfFours, greensOfFours, loadFour, pairsHigh, pairsLow, pairsOf, redsOfFours } from '../../../core/assembly/color/lanes';
import { TABLES } from './layout';

/** (red · R + green · G + blue · B + start) >> 16 of pixels; the factors are below 2^15, green's below 2^16. */
export function weighPixels(from: usize, to: usize, pixels: i32, red: i32, green: i32, blue: i32, start: i32): void {
  // Green's factor is halved, to fit into 16 bits.
  const first = pairsOf(red as i16, (green >> 1) as i16);
  const second = pairsOf(blue as i16, (green - (green >> 1)) as i16);
  const rest = i32x4.splat(start);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 16) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const G0 = i16x8.extend_low_i8x16_u(G);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const G1 = i16x8.extend_high_i8x16_u(G);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const low = i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(weighed(pairsLow(R0, G0), pairsLow(B0, G0), first, second), rest), 16),
      i32x4.shr_s(i32x4.add(weighed(pairsHigh(R0, G0), pairsHigh(B0, G0), first, second), rest), 16),
    );
    const high = i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(weighed(pairsLow(R1, G1), pairsLow(B1, G1), first, second), rest), 16),
      i32x4.shr_s(i32x4.add(weighed(pairsHigh(R1, G1), pairsHigh(B1, G1), first, second), rest), 16),
    );
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function weighed(redAndGreen: v128, blueAndGreen: v128, first: v128, second: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(redAndGreen, first), i32x4.dot_i16x8_s(blueAndGreen, second));
}

/** Output columns that there is room for. */
const SPAN: usize = 2048;
/** For each output column, where it ends: the part of a pixel (64 bits, as what follows), */
const PART: usize = TABLES;
/** and the whole pixels before it, 32 bits. */
const WHOLE: usize = PART + 8 * SPAN;
/** The sums of the rows so far, */
const SUMS: usize = WHOLE + 4 * SPAN;
/** and of the last row. */
const LINE: usize = SUMS + 8 * SPAN;
/** Running sums along a row, of 32 bits: the first one is 0. */
const RUNNING: usize = LINE + 8 * SPAN;

/**
 * Continues the running sums of luma, with 10 bits after the point, by some pixels that begin at a column. The sums wrap,
 * which differences of them don't mind. Up to 15 more are written.
 */
export function runLuma(from: usize, column: i32, pixels: i32): void {
  const first = pairsOf(13_933, 23_435);
  const second = pairsOf(4_732, 23_436);
  let to = RUNNING + ((column as usize) << 2);
  if (column === 0) store<i32>(to, 0);
  let sum = i32x4.splat(load<i32>(to));
  for (let n = 0; n < pixels; n += 16, from += 48, to += 64) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const G0 = i16x8.extend_low_i8x16_u(G);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const G1 = i16x8.extend_high_i8x16_u(G);
    const B1 = i16x8.extend_high_i8x16_u(B);
    sum = run(to + 4, i32x4.shr_s(weighed(pairsLow(R0, G0), pairsLow(B0, G0), first, second), 6), sum);
    sum = run(to + 20, i32x4.shr_s(weighed(pairsHigh(R0, G0), pairsHigh(B0, G0), first, second), 6), sum);
    sum = run(to + 36, i32x4.shr_s(weighed(pairsLow(R1, G1), pairsLow(B1, G1), first, second), 6), sum);
    sum = run(to + 52, i32x4.shr_s(weighed(pairsHigh(R1, G1), pairsHigh(B1, G1), first, second), 6), sum);
  }
}

/** Stores four running sums that continue `sum`, and gives the last of them in all lanes. */
@inline
function run(to: usize, lumas: v128, sum: v128): v128 {
  const zero = i32x4.splat(0);
  const pairs = i32x4.add(lumas, v128.shuffle<i32>(zero, lumas, 0, 4, 5, 6));
  const sums = i32x4.add(i32x4.add(pairs, v128.shuffle<i32>(zero, pairs, 0, 0, 4, 5)), sum);
  v128.store(to, sums);
  return v128.shuffle<i32>(sums, sums, 3, 3, 3, 3);
}

/**
 * Takes from the running sums what each output column covers, and adds `share` of it to the sums of the rows. The first
 * one leaves out a part of the pixel that the running sums begin with.
 */
export function addRow(columns: i32, leftOut: f64, share: f64): void {
  let last = load<i32>(RUNNING);
  let lastPart = leftOut * f64(load<i32>(RUNNING, 4) - last);
  for (let column: usize = 0; column < <usize>columns; column++) {
    const at = RUNNING + ((load<i32>(WHOLE + (column << 2)) as usize) << 2);
    const sum = load<i32>(at);
    const part = load<f64>(PART + (column << 3)) * f64(load<i32>(at, 4) - sum);
    const covered = f64(sum - last) + part - lastPart;
    store<f64>(LINE + (column << 3), covered);
    store<f64>(SUMS + (column << 3), load<f64>(SUMS + (column << 3)) + share * covered);
    last = sum;
    lastPart = part;
  }
}

/** The finished row of bytes, sums · scale + lift rounded half up, and the sums begun anew with a share of the last row. */
export function finishRow(columns: i32, to: usize, scale: f64, lift: f64, share: f64): void {
  for (let column: usize = 0; column < <usize>columns; column++) {
    store<u8>(to + column, i32(load<f64>(SUMS + (column << 3)) * scale + lift + 0.5) as u8);
    store<f64>(SUMS + (column << 3), share * load<f64>(LINE + (column << 3)));
  }
}
