import { HavcError } from '@havc/core';
import { describeIssues } from './describe-issues.ts';
import type { JsonObject } from './ensure-bounded.ts';
import { ensureConsistent } from './ensure-consistent.ts';
import { type Recipe, recipeSchema } from './recipe-schema.ts';

/**
 * Fills in the defaults of a recipe that extends nothing, and checks all of it but its shots.
 *
 * @throws HavcError `RECIPE_INVALID` that names every mistake by its path, and the nearest valid name.
 */
export function completeRecipe(data: JsonObject): Recipe {
  const result = recipeSchema.safeParse(data);
  if (!result.success) {
    throw new HavcError('RECIPE_INVALID', describeIssues(result.error.issues, data, recipeSchema), {
      details: { paths: result.error.issues.map(({ path }) => path.join('.')) },
    });
  }
  const recipe = withoutAbsent(result.data) as Recipe;
  ensureConsistent(recipe);
  return recipe;
}

/** A copy without fields that are undefined, so that it equals what JSON gives back. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, withoutAbsent(item)]));
}
