import { studentShare } from '../statistics/student.ts';

/** From so many pairs on, counting all ways to sort them gains nothing. */
const MANY_PAIRS = 400;

/**
 * How often chance alone would sort two groups of one kind as far apart as these are, or further: 0..1, two-sided. Exact
 * for few values, by Student's t of the standardised sum for many; equal values count as if they were sorted against it.
 *
 * Source: H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than
 * the other", Annals of Mathematical Statistics 18 (1947).
 */
export function rankSumChance(first: readonly number[], second: readonly number[]): number {
  const pairs = first.length * second.length;
  if (pairs === 0) return 1;
  let below = 0;
  let equal = 0;
  for (const a of first) {
    for (const b of second) {
      if (a < b) below++;
      else if (a === b) equal++;
    }
  }
  const u = Math.min(Math.min(below, pairs - below - equal) + equal, pairs / 2);
  if (pairs < MANY_PAIRS) return Math.min(1, 2 * exactShare(first.length, second.length, u));
  const count = first.length + second.length;
  const distance = Math.max(0, pairs / 2 - u - 0.5) / Math.sqrt((pairs * (count + 1)) / 12);
  return 1 - studentShare(distance, count - 2);
}

/** The share of all ways to sort two groups in which at most `u` pairs stand in one order. */
function exactShare(n: number, m: number, u: number): number {
  // ways[u]: of choosing numbers of the first i out of i + m places, by the pairs they make; as Gaussian binomials grow.
  let ways = [1];
  for (let i = 1; i <= n; i++) ways = divided(multiplied(ways, m + i), i);
  const all = ways.reduce((sum, count) => sum + count, 0);
  let few = 0;
  for (let pairs = 0; pairs <= u; pairs++) few += ways[pairs] ?? 0;
  return few / all;
}

/** A polynomial times 1 - x^power. */
function multiplied(polynomial: readonly number[], power: number): number[] {
  const result = [...polynomial, ...new Array<number>(power).fill(0)];
  for (const [at, factor] of polynomial.entries()) result[at + power]! -= factor;
  return result;
}

/** A polynomial by 1 - x^power, which it is a multiple of. */
function divided(polynomial: readonly number[], power: number): number[] {
  const result = polynomial.slice(0, polynomial.length - power);
  for (let at = power; at < result.length; at++) result[at]! += result[at - power]!;
  return result;
}
