// Sums for the structural similarity, see src/scene/structural-similarity.ts: of each column of the square, of a, b (16
// bits), a² + b² and ab (32 bits).

import { TABLES } from './layout';

/** Columns that there is room for, with some more. */
const SPAN: usize = 4096 + 64;
const A: usize = TABLES;
const B: usize = A + 2 * SPAN;
const SQUARES: usize = B + 2 * SPAN;
const PRODUCTS: usize = SQUARES + 4 * SPAN;

/** Sets all sums to 0. */
export function clearSums(): void {
  memory.fill(TABLES, 0, 12 * SPAN);
}

/** Adds a row of both planes to the sums, eight columns at a time, and takes another away. */
export function moveSums(a: usize, b: usize, leavingA: usize, leavingB: usize, columns: i32): void {
  for (let x = 0; x < columns; x += 8) {
    const p = v128.load8x8_u(a + x);
    const q = v128.load8x8_u(b + x);
    const u = v128.load8x8_u(leavingA + x);
    const v = v128.load8x8_u(leavingB + x);
    const short = (x as usize) << 1;
    const long = (x as usize) << 2;
    v128.store(A + short, i16x8.sub(i16x8.add(v128.load(A + short), p), u));
    v128.store(B + short, i16x8.sub(i16x8.add(v128.load(B + short), q), v));
    const lowPairs = v128.shuffle<i16>(p, q, 0, 8, 1, 9, 2, 10, 3, 11);
    const lowLeaving = v128.shuffle<i16>(u, v, 0, 8, 1, 9, 2, 10, 3, 11);
    const highPairs = v128.shuffle<i16>(p, q, 4, 12, 5, 13, 6, 14, 7, 15);
    const highLeaving = v128.shuffle<i16>(u, v, 4, 12, 5, 13, 6, 14, 7, 15);
    move(SQUARES + long, i32x4.dot_i16x8_s(lowPairs, lowPairs), i32x4.dot_i16x8_s(lowLeaving, lowLeaving));
    move(SQUARES + long + 16, i32x4.dot_i16x8_s(highPairs, highPairs), i32x4.dot_i16x8_s(highLeaving, highLeaving));
    move(PRODUCTS + long, i32x4.extmul_low_i16x8_s(p, q), i32x4.extmul_low_i16x8_s(u, v));
    move(PRODUCTS + long + 16, i32x4.extmul_high_i16x8_s(p, q), i32x4.extmul_high_i16x8_s(u, v));
  }
}

@inline
function move(sums: usize, entering: v128, leaving: v128): void {
  v128.store(sums, i32x4.sub(i32x4.add(v128.load(sums), entering), leaving));
}

/**
 * The sum of the similarities of the squares, `across` columns wide, that begin at the first `squares` columns.
 *
 * @param samples - of a square. c1 and c2 belong to sums times it.
 */
export function sumSimilarities(squares: i32, across: i32, samples: i32, c1: f64, c2: f64): f64 {
  let line = f64x2.splat(0);
  let x = 0;
  for (; x + 8 <= squares; x += 8) {
    let p = v128.load(A + ((x as usize) << 1));
    let q = v128.load(B + ((x as usize) << 1));
    let pp0 = v128.load(SQUARES + ((x as usize) << 2));
    let pp1 = v128.load(SQUARES + ((x as usize) << 2), 16);
    let pq0 = v128.load(PRODUCTS + ((x as usize) << 2));
    let pq1 = v128.load(PRODUCTS + ((x as usize) << 2), 16);
    for (let at = x + 1; at < x + across; at++) {
      p = i16x8.add(p, v128.load(A + ((at as usize) << 1)));
      q = i16x8.add(q, v128.load(B + ((at as usize) << 1)));
      pp0 = i32x4.add(pp0, v128.load(SQUARES + ((at as usize) << 2)));
      pp1 = i32x4.add(pp1, v128.load(SQUARES + ((at as usize) << 2), 16));
      pq0 = i32x4.add(pq0, v128.load(PRODUCTS + ((at as usize) << 2)));
      pq1 = i32x4.add(pq1, v128.load(PRODUCTS + ((at as usize) << 2), 16));
    }
    const both0 = i32x4.extmul_low_i16x8_s(p, q);
    const both1 = i32x4.extmul_high_i16x8_s(p, q);
    const each0 = i32x4.add(i32x4.extmul_low_i16x8_s(p, p), i32x4.extmul_low_i16x8_s(q, q));
    const each1 = i32x4.add(i32x4.extmul_high_i16x8_s(p, p), i32x4.extmul_high_i16x8_s(q, q));
    line = f64x2.add(line, fourSimilarities(both0, each0, pp0, pq0, samples, c1, c2));
    line = f64x2.add(line, fourSimilarities(both1, each1, pp1, pq1, samples, c1, c2));
  }
  let sum = f64x2.extract_lane(line, 0) + f64x2.extract_lane(line, 1);
  for (; x < squares; x++) sum += similarity(x, across, samples, c1, c2);
  return sum;
}

/** The similarities of four squares, two and two added up. All sums are whole and fit into 32 bits. */
@inline
function fourSimilarities(both: v128, each: v128, pp: v128, pq: v128, samples: i32, c1: f64, c2: f64): v128 {
  const count = i32x4.splat(samples);
  const lumas = i32x4.shl(both, 1);
  const covariances = i32x4.shl(i32x4.sub(i32x4.mul(count, pq), both), 1);
  const variances = i32x4.sub(i32x4.mul(count, pp), each);
  const low = twoSimilarities(lumas, covariances, each, variances, c1, c2);
  return f64x2.add(
    low,
    twoSimilarities(upper(lumas), upper(covariances), upper(each), upper(variances), c1, c2),
  );
}

@inline
function twoSimilarities(lumas: v128, covariances: v128, each: v128, variances: v128, c1: f64, c2: f64): v128 {
  const one = f64x2.splat(c1);
  const two = f64x2.splat(c2);
  const above = f64x2.mul(
    f64x2.add(f64x2.convert_low_i32x4_s(lumas), one),
    f64x2.add(f64x2.convert_low_i32x4_s(covariances), two),
  );
  const below = f64x2.mul(
    f64x2.add(f64x2.convert_low_i32x4_s(each), one),
    f64x2.add(f64x2.convert_low_i32x4_s(variances), two),
  );
  return f64x2.div(above, below);
}

/** The upper two of four lanes. */
@inline
function upper(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1);
}

function similarity(x: i32, across: i32, samples: i32, c1: f64, c2: f64): f64 {
  let p = 0;
  let q = 0;
  let pp = 0;
  let pq = 0;
  for (let at: usize = x, end: usize = x + across; at < end; at++) {
    p += load<i16>(A + (at << 1));
    q += load<i16>(B + (at << 1));
    pp += load<i32>(SQUARES + (at << 2));
    pq += load<i32>(PRODUCTS + (at << 2));
  }
  const both = p * q;
  const each = p * p + q * q;
  return (
    ((f64(2 * both) + c1) * (f64(2 * (samples * pq - both)) + c2)) /
    ((f64(each) + c1) * (f64(samples * pp - each) + c2))
  );
}
