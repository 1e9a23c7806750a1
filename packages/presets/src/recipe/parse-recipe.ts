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
    const { set: own, ...whole } = resolveExtends(migrate(data).recipe);
    const changes = [...changesOf(own), ...set.map(([path, value]) => [path, boundedCopy(value)] as const)];
    let recipe = completeRecipe(whole);
    for (const [path, value] of changes) recipe = changed(recipe, path, value);
    ensureShots(recipe);
    const hasOwnName = data['name'] !== undefined || changes.some(([path]) => path === 'name');
    const isRenamed = !hasOwnName && changes.length > 0 && recipe.name !== undefined;
    return isRenamed ? { ...recipe, name: changedName(recipe.name!) } : recipe;
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

/** A recipe without `extends`. */
function resolveExtends(data: JsonObject): JsonObject {
  const { extends: base, ...own } = data;
  if (base === undefined) return own;
  const under = presetJson(readBase(base));
  const isChanged = Object.keys(own).some((key) => !['version', '$schema', 'set'].includes(key));
  // A recipe has its own name; without one it goes by what it extends.
  const name = own['name'] ?? (isChanged ? changedName(`${under['name']}`) : under['name']!);
  return { ...(overlay(under, own) as JsonObject), version: RECIPE_VERSION, name };
}

function changedName(name: string): string {
  return name.endsWith(' with changes') ? name : `${name} with changes`;
}

function changesOf(set: JsonValue | undefined): (readonly [path: string, value: JsonValue])[] {
  if (set === undefined) return [];
  if (isJsonObject(set)) return Object.entries(set);
  throw new HavcError('RECIPE_INVALID', 'set must be an object of paths and values: { "color.merge.weight": 0.3 }.');
}

/** A complete recipe with one change, complete again: the next path may lead into what this one has made. */
function changed(recipe: Recipe, path: string, value: JsonValue): Recipe {
  return completeRecipe(setAtPath(recipe as unknown as JsonObject, path, value));
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
