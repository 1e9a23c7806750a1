import { HavcError } from '@havc/core';

/**
 * Checks that shares in per cent fit the pictures of a window: one whole number from 0 for each, 100 in all.
 *
 * @param what - what there must be one for, for the message: "picture", "plane".
 * @throws HavcError `OPTION_INVALID` that says what they are instead.
 */
export function ensureShares(weights: readonly number[], count: number, what: string): void {
  let sum = 0;
  let whole = true;
  for (const weight of weights) {
    sum += weight;
    whole &&= Number.isInteger(weight) && weight >= 0;
  }
  if (whole && sum === 100 && weights.length === count && count > 0) return;
  throw new HavcError(
    'OPTION_INVALID',
    `weights must be whole numbers from 0, one for each ${what} (${count}), that add up to 100, got [${weights.join(', ')}].`,
  );
}
