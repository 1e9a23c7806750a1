import { HavcError } from '@havc/core';
import { nameAdvice } from '../nearest-name.ts';
import { CHOICE_NAMES } from '../presets/ensure-known-choices.ts';
import type { PresetChoices } from '../presets/preset-choices.ts';
import { presetJson } from '../presets/preset-recipe.ts';
import { completeRecipe } from './complete-recipe.ts';
import { boundedCopy, isJsonObject, type JsonObject, type JsonValue } from './ensure-bounded.ts';
import { migrate } from './migrate.ts';
import { overlay } from './overlay.ts';
import { setAtPath } from './recipe-path.ts';
import { RECIPE_VERSION, type Recipe, type RecipeInput } from './recipe-schema.ts';
import { ensureShots } from './shots.ts';

/** What {@link parseRecipe} takes besides. */
export interface ParseRecipeOptions {
  /** What to call the recipe in messages: a file's name. */
  readonly name?: string;
  /** Changes on top, in order: a path and a value each, as `--set` gives them; see `setAtPath`. */
  readonly set?: readonly (readonly [path: string, value: unknown])[];
}

/**
 * A complete recipe from what a person or a program has written.
 *
 * It may be partial: `extends` names a preset, or gives choices (`{ "preset": "slow", "colorFix": "none" }`), and the
 * rest is laid over it, objects field by field, lists whole; `set` changes single places, also in lists:
 * `{ "filters.stabilizer.dark.amount": 0.5 }`. Older versions are lifted. Nothing is ignored: what isn't known is an error.
 *
 * @param document - the recipe as text, or as data.
 * @throws HavcError `RECIPE_INVALID` that names every mistake by its path, and the nearest valid name.
 */
export function parseRecipe(document: string | RecipeInput | JsonObject, options: ParseRecipeOptions = {}): Recipe {
  const { name, set = [] } = options;
  return named(name, () => {
    const data = typeof document === 'string' ? readJson(document) : boundedCopy(document);
    if (!isJsonObject(data)) {
      throw new HavcError('RECIPE_INVALID', 'The recipe must be an object in JSON: { "extends": "medium" }.');
    }
    let whole = resolveExtends(migrate(data).recipe);
    for (const [path, value] of set) whole = setAtPath(whole, path, boundedCopy(value));
    const recipe = completeRecipe(whole);
    ensureShots(recipe);
    return recipe;
  });
}

function readJson(text: string): JsonValue {
  let data: unknown;
  try {
    data = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HavcError('RECIPE_INVALID', `The recipe is no JSON: ${why.replace(/\.$/, '')}.`, { cause: error });
  }
  return boundedCopy(data);
}

/** A recipe without `extends` and `set`. */
function resolveExtends(data: JsonObject): JsonObject {
  const { extends: base, set, ...own } = data;
  let whole: JsonObject = own;
  if (base !== undefined) {
    const under = presetJson(readBase(base));
    // A recipe has its own name; without one it goes by what it extends.
    const label = own['name'] ?? `${under['name']} with changes`;
    whole = { ...(overlay(under, own) as JsonObject), version: RECIPE_VERSION, name: label };
    const isChanged = set !== undefined || Object.keys(own).some((key) => !['version', '$schema'].includes(key));
    if (!isChanged) whole['name'] = under['name']!;
  }
  if (set === undefined) return whole;
  if (!isJsonObject(set)) {
    throw new HavcError('RECIPE_INVALID', 'set must be an object of paths and values: { "color.merge.weight": 0.3 }.');
  }
  for (const [path, value] of Object.entries(set)) whole = setAtPath(whole, path, value);
  return whole;
}

function readBase(base: JsonValue): PresetChoices {
  if (typeof base === 'string') return { preset: base };
  if (!isJsonObject(base)) {
    throw new HavcError('RECIPE_INVALID', 'extends must be the name of a preset, or an object of choices.');
  }
  for (const key of Object.keys(base)) {
    if ((CHOICE_NAMES as readonly string[]).includes(key)) continue;
    throw new HavcError('RECIPE_INVALID', `extends.${key} doesn't exist: ${nameAdvice(key, CHOICE_NAMES)}`);
  }
  return base as PresetChoices;
}

function named<Result>(name: string | undefined, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (name === undefined || !HavcError.is(error, 'RECIPE_INVALID')) throw error;
    throw new HavcError('RECIPE_INVALID', `${name}: ${error.message}`, { details: error.details, cause: error });
  }
}
