/**
 * The value below which a share of the values lies, between two of them where it falls there: `quantile(values, 0.95)`.
 *
 * The smallest value is at 0, the largest at 1, and the others at equal steps between (definition 7 of R. J. Hyndman and
 * Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996)). NaN for no values.
 *
 * @param values - finite, in any order.
 * @param share - 0..1.
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const lower = sorted[below]!;
  return lower + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - lower);
}
