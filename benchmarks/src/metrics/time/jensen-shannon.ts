/**
 * How far two distributions lie apart: the Jensen-Shannon divergence in nats, from 0 for equal ones to ln 2 for those
 * that have nothing in common.
 *
 * @param p - shares that sum to 1.
 * @param q - as many.
 *
 * Source: J. Lin, "Divergence measures based on the Shannon entropy", IEEE Trans. Information Theory 37 (1991), with
 * equal weights and the natural logarithm.
 */
export function jensenShannon(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const a = p[bin]!;
    const b = q[bin]!;
    const both = a + b;
    if (a > 0) sum += a * Math.log((2 * a) / both);
    if (b > 0) sum += b * Math.log((2 * b) / both);
  }
  // Rounding may leave a trace below 0 for equal ones.
  return Math.max(0, sum / 2);
}
