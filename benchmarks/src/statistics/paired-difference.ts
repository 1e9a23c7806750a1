import { HavcError } from '@havc/core';
import type { PairedDifference } from '../results/color-results.ts';
import { CONFIDENCE, studentReach, studentShare } from './student.ts';

/** What a method scores on each picture, in one order of pictures for all methods. */
export interface PairedValues {
  readonly id: string;
  readonly values: readonly number[];
}

/**
 * How two methods differ on the same pictures: mean of the differences, `of` minus `against`, and its standard error.
 *
 * The standard error is the sample standard deviation of the differences by √n. The mean is within the noise where it is
 * nearer to nothing than Student's t at 95 % for n − 1 degrees of freedom (two-sided; 2.07 standard errors for 23
 * pictures). One picture has no standard error and is all noise. Differences that are all equal, and not 0, aren't noise.
 *
 * @throws HavcError `OPTION_INVALID` where there is no value, one that is no finite number, or not as many of both.
 */
export function pairedDifference(of: PairedValues, against: PairedValues): PairedDifference {
  const count = of.values.length;
  ensureValues(of);
  ensureValues(against);
  if (count !== against.values.length) {
    throw new HavcError(
      'OPTION_INVALID',
      `${of.id} has ${count} values and ${against.id} has ${against.values.length}: pairs need the same pictures of both.`,
    );
  }
  const differences = of.values.map((value, index) => value - against.values[index]!);
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = count > 1 ? Math.sqrt(squares / (count - 1) / count) : null;
  const difference = { of: of.id, against: against.id, mean, standardError, pictures: count };
  return { ...difference, isWithinNoise: chanceOf(difference) >= 1 - CONFIDENCE };
}

/**
 * Half the width of the interval that holds the true mean with 95 % certainty; null where there is no standard error. An
 * interval that holds 0 is one within the noise.
 */
export function confidenceReach(difference: Pick<PairedDifference, 'standardError' | 'pictures'>): number | null {
  const { standardError, pictures } = difference;
  return standardError === null || pictures < 2 ? null : studentReach(pictures - 1) * standardError;
}

/**
 * How often chance alone would give a mean as far from nothing, if there were no difference: 0..1. Whoever looks at many
 * differences needs less than 0.05 of each.
 */
export function chanceOf(difference: Pick<PairedDifference, 'mean' | 'standardError' | 'pictures'>): number {
  const { mean, standardError, pictures } = difference;
  if (standardError === null || mean === 0) return 1;
  // What rounding leaves of differences that are all equal isn't their spread; the quotient is then large anyway.
  return 1 - studentShare(mean / standardError, pictures - 1);
}

function ensureValues({ id, values }: PairedValues): void {
  if (values.length === 0) throw new HavcError('OPTION_INVALID', `${id} has no values: there is nothing to compare.`);
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return;
  throw new HavcError(
    'OPTION_INVALID',
    `${id} has ${values[index]} for picture ${index + 1}: scores are finite numbers.`,
  );
}
