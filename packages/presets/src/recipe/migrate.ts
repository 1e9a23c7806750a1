import { HavcError } from '@havc/core';
import type { JsonObject } from './ensure-bounded.ts';
import { RECIPE_VERSION } from './recipe-schema.ts';

/** Turns a recipe of one version into one of the next. */
export type Migration = (recipe: JsonObject) => JsonObject;

/**
 * What lifts a recipe from each version to the next: `MIGRATIONS[1]` makes version 2 of version 1. Recipes stay readable
 * for good, so nothing here is ever taken away.
 */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** A recipe of the current version. */
export interface MigratedRecipe {
  readonly recipe: JsonObject;
  /** The version that it was written in. */
  readonly from: number;
}

/**
 * Lifts a recipe to the current version; one without a version is of the current one.
 *
 * @param migrations - default: those of this program.
 * @param current - the version to lift to. Default: that of this program.
 * @throws HavcError `RECIPE_INVALID` for a version that this program doesn't know.
 */
export function migrate(
  recipe: JsonObject,
  migrations: Readonly<Record<number, Migration>> = MIGRATIONS,
  current: number = RECIPE_VERSION,
): MigratedRecipe {
  const { version = current } = recipe;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new HavcError('RECIPE_INVALID', `version must be a whole number from 1, got ${JSON.stringify(version)}.`);
  }
  if (version > current) {
    throw new HavcError(
      'RECIPE_INVALID',
      `The recipe is of version ${version}, and this havc knows versions up to ${current}: a newer havc reads it.`,
      { details: { version } },
    );
  }
  let lifted = recipe;
  for (let from = version; from < current; from++) {
    const step = migrations[from];
    if (!step) throw new HavcError('RECIPE_INVALID', `There is no way from version ${from} of recipes to ${from + 1}.`);
    lifted = step(lifted);
  }
  return { recipe: { ...lifted, version: current }, from: version };
}
