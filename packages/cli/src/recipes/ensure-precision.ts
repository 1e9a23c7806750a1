import { HavcError } from '@havc/core';
import { fullModelsOf, type Recipe } from '@havc/presets';

/**
 * Checks that a precision means something.
 *
 * @throws HavcError `OPTION_INVALID` where the recipe has no full model.
 */
export function ensurePrecision(recipe: Recipe, precision: string | undefined): void {
  if (precision === undefined || fullModelsOf(recipe).length > 0) return;
  throw new HavcError(
    'OPTION_INVALID',
    '--precision is of full models, and this run has none: leave it out, or choose another model.',
    { details: { option: '--precision' } },
  );
}
