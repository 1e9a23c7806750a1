import { HavcError } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';

/**
 * Checks the scales of a retinex: 1 to 8 standard deviations in pixels.
 *
 * @throws HavcError `OPTION_INVALID` that names the wrong one.
 */
export function ensureSigmas(sigmas: readonly number[]): readonly number[] {
  if (sigmas.length < 1 || sigmas.length > 8) {
    throw new HavcError('OPTION_INVALID', `options.sigmas must have 1 to 8 scales, got ${sigmas.length}.`);
  }
  for (const [n, sigma] of sigmas.entries()) ensureNumber(sigma, `options.sigmas[${n}]`, 0.5, 2000);
  return sigmas;
}
