import { median, spread } from '../statistics/median.ts';

/** A number that was measured several times. */
export interface Samples {
  readonly median: number;
  /** (largest - smallest) / median; 0 for a single value. */
  readonly spread: number;
  /** In the order of measuring. */
  readonly values: readonly number[];
}

/** What several measurements of one thing come to. */
export function samplesOf(values: readonly number[]): Samples {
  return { median: median(values), spread: values.length > 1 ? spread(values) : 0, values };
}
