// Young and van Vliet's recursion, see src/tone/recursive-gaussian.ts. What is fed back has 64 bits, what comes in and goes
// out 32.

import { TABLES } from './layout';

/** Columns that there is room for. */
const SPAN: usize = 4096;
/** Four rows of floats, */
const ROWS: usize = 0x10000;
/** and what the way forwards makes of them: for each column four numbers of 64 bits. */
const FORWARD: usize = ROWS + 16 * SPAN;
/** The last three results, nearest first: of four rows, or of all columns. */
const PAST: usize = TABLES;

/** Sets what is fed back to the first column of the four rows. */
export function beginRows(): void {
  const low = twoOf(ROWS, ROWS + 4 * SPAN);
  const high = twoOf(ROWS + 8 * SPAN, ROWS + 12 * SPAN);
  for (let n: usize = 0; n < 96; n += 32) {
    v128.store(PAST + n, low);
    v128.store(PAST + n, high, 16);
  }
}

/** Sets all that is fed back to the last result: before the way backwards. */
export function turnRows(): void {
  for (let n: usize = 32; n < 96; n += 32) memory.copy(PAST + n, PAST, 32);
}

/** The way forwards through some columns of the four rows. */
export function feedForwards(columns: i32, B: f64, B1: f64, B2: f64, B3: f64): void {
  let a1 = v128.load(PAST);
  let b1 = v128.load(PAST, 16);
  let a2 = v128.load(PAST, 32);
  let b2 = v128.load(PAST, 48);
  let a3 = v128.load(PAST, 64);
  let b3 = v128.load(PAST, 80);
  for (let x: usize = 0; x < <usize>columns; x++) {
    const at = ROWS + (x << 2);
    const a = fed(twoOf(at, at + 4 * SPAN), a1, a2, a3, B, B1, B2, B3);
    const b = fed(twoOf(at + 8 * SPAN, at + 12 * SPAN), b1, b2, b3, B, B1, B2, B3);
    v128.store(FORWARD + (x << 5), a);
    v128.store(FORWARD + (x << 5), b, 16);
    a3 = a2;
    b3 = b2;
    a2 = a1;
    b2 = b1;
    a1 = a;
    b1 = b;
  }
  keep(a1, b1, a2, b2, a3, b3);
}

/** The way backwards, which leaves its results in the rows. */
export function feedBackwards(columns: i32, B: f64, B1: f64, B2: f64, B3: f64): void {
  let a1 = v128.load(PAST);
  let b1 = v128.load(PAST, 16);
  let a2 = v128.load(PAST, 32);
  let b2 = v128.load(PAST, 48);
  let a3 = v128.load(PAST, 64);
  let b3 = v128.load(PAST, 80);
  for (let x = columns - 1; x >= 0; x--) {
    const from = FORWARD + ((x as usize) << 5);
    const a = fed(v128.load(from), a1, a2, a3, B, B1, B2, B3);
    const b = fed(v128.load(from, 16), b1, b2, b3, B, B1, B2, B3);
    const at = ROWS + ((x as usize) << 2);
    const low = f32x4.demote_f64x2_zero(a);
    const high = f32x4.demote_f64x2_zero(b);
    v128.store32_lane(at, low, 0);
    v128.store32_lane(at, low, 1, 16384);
    v128.store32_lane(at, high, 0, 32768);
    v128.store32_lane(at, high, 1, 49152);
    a3 = a2;
    b3 = b2;
    a2 = a1;
    b2 = b1;
    a1 = a;
    b1 = b;
  }
  keep(a1, b1, a2, b2, a3, b3);
}

@inline
function keep(a1: v128, b1: v128, a2: v128, b2: v128, a3: v128, b3: v128): void {
  v128.store(PAST, a1);
  v128.store(PAST, b1, 16);
  v128.store(PAST, a2, 32);
  v128.store(PAST, b2, 48);
  v128.store(PAST, a3, 64);
  v128.store(PAST, b3, 80);
}

/** Two floats as numbers of 64 bits. */
@inline
function twoOf(first: usize, second: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_lane(second, v128.load32_zero(first), 1));
}

/** B · input + B1 · previous + B2 · the one before + B3 · the third before. */
@inline
function fed(input: v128, p1: v128, p2: v128, p3: v128, B: f64, B1: f64, B2: f64, B3: f64): v128 {
  return f64x2.add(
    f64x2.add(f64x2.mul(f64x2.splat(B), input), f64x2.mul(f64x2.splat(B1), p1)),
    f64x2.add(f64x2.mul(f64x2.splat(B2), p2), f64x2.mul(f64x2.splat(B3), p3)),
  );
}

/** Sets what is fed back in each column to a row of floats. */
export function beginColumns(row: usize, columns: i32): void {
  for (let x: usize = 0; x < <usize>columns; x += 2) {
    const two = f64x2.promote_low_f32x4(v128.load64_zero(row + (x << 2)));
    v128.store(PAST + (x << 3), two);
    v128.store(PAST + 8 * SPAN + (x << 3), two);
    v128.store(PAST + 16 * SPAN + (x << 3), two);
  }
}

/** Sets all that is fed back to the last result: before the way upwards. */
export function turnColumns(): void {
  memory.copy(PAST + 8 * SPAN, PAST, 8 * SPAN);
  memory.copy(PAST + 16 * SPAN, PAST, 8 * SPAN);
}

/** One step of the recursion for a whole row, in place. */
export function feedRow(row: usize, columns: i32, B: f64, B1: f64, B2: f64, B3: f64): void {
  for (let x: usize = 0; x < <usize>columns; x += 2) {
    const past = PAST + (x << 3);
    const p1 = v128.load(past);
    const p2 = v128.load(past, 32768);
    const input = f64x2.promote_low_f32x4(v128.load64_zero(row + (x << 2)));
    const result = fed(input, p1, p2, v128.load(past, 65536), B, B1, B2, B3);
    v128.store64_lane(row + (x << 2), f32x4.demote_f64x2_zero(result), 0);
    v128.store(past, result);
    v128.store(past, p1, 32768);
    v128.store(past, p2, 65536);
  }
}
