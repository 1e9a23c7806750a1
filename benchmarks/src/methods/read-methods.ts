import { basename, dirname, resolve } from 'node:path';
import { HavcError } from '@havc/core';
import {
  diffRecipes,
  fullModelsOf,
  MODELS,
  parseRecipe,
  presetNames,
  presetRecipe,
  type Recipe,
  readBounded,
} from '@havc/presets';
import type { ModelStore } from '@havc/weights';
import type { Method } from './method.ts';
import { weightsThere } from './weights-there.ts';

/** Ten thousand shots take about two. */
const MAX_RECIPE_BYTES = 16 << 20;

/** What is to be measured. */
export interface MethodChoices {
  /** Models by name; `all` for each whose weights are there. */
  readonly models?: readonly string[] | undefined;
  /** Presets by name; `all` for each whose weights are there. */
  readonly presets?: readonly string[] | undefined;
  /** Files with recipes. */
  readonly recipes?: readonly string[] | undefined;
}

/**
 * The methods that are asked for; where nothing is, all models and presets that can run with what is there.
 *
 * @param store - where weights are looked for.
 * @throws HavcError `OPTION_INVALID` for a model that there isn't, `RECIPE_INVALID` for a preset or recipe,
 * `INPUT_MISSING` for a file.
 */
export async function readMethods(
  { models, presets, recipes }: MethodChoices,
  store: Pick<ModelStore, 'list'>,
): Promise<readonly Method[]> {
  const asked = models ?? presets ?? recipes;
  const there = await weightsThere(store);
  const canRun = ({ recipe }: Method) => fullModelsOf(recipe).every((model) => there.has(model));
  const listed = (names: readonly string[] | undefined, all: readonly string[], make: (name: string) => Method) =>
    (names ?? (asked === undefined ? ['all'] : [])).flatMap((name) =>
      name === 'all' ? all.map(make).filter(canRun) : [make(name)],
    );
  const methods = [
    ...listed(models, ALL_MODELS, modelMethod),
    ...listed(presets, presetNames(), presetMethod),
    ...(await Promise.all((recipes ?? []).map(recipeMethod))),
  ];
  // A preset that is one model by another name needs no second measuring, where nobody has asked for it.
  return withUniqueIds(asked === undefined ? methods.filter(isNew) : methods);
}

/** `identity` colours nothing: it is measured as the pipeline's own cost, and as `gray`. */
const ALL_MODELS = MODELS.map(({ name }) => name).filter((name) => name !== 'identity');

/**
 * One model alone, as its package gives it.
 *
 * @throws HavcError `OPTION_INVALID` for one that there isn't.
 */
export function modelMethod(name: string): Method {
  if (!MODELS.some((model) => model.name === name)) {
    const names = MODELS.map((model) => model.name).join(', ');
    throw new HavcError('OPTION_INVALID', `There is no model ${JSON.stringify(name)}: choose from ${names}.`);
  }
  return { id: name, label: name, kind: 'model', recipe: parseRecipe({ color: { model: name } }) };
}

/**
 * A preset.
 *
 * @throws HavcError `RECIPE_INVALID` for one that there isn't.
 */
export function presetMethod(name: string): Method {
  const recipe: Recipe = presetRecipe({ preset: name });
  const id = recipe.name ?? name;
  return { id, label: `preset ${id}`, kind: 'preset', recipe };
}

async function recipeMethod(file: string): Promise<Method> {
  const text = await readBounded(file, MAX_RECIPE_BYTES, 'recipe');
  const recipe = parseRecipe(text.toString('utf8'), { name: file });
  const id = basename(file).replace(/(\.recipe)?\.json$/, '');
  return { id, label: recipe.name ?? id, kind: 'recipe', recipe, folder: dirname(resolve(file)) };
}

function isNew({ recipe }: Method, index: number, all: readonly Method[]): boolean {
  return !all.slice(0, index).some((earlier) => diffRecipes(earlier.recipe, recipe).length === 0);
}

/** Two recipes of one name become `name` and `name-2`. */
function withUniqueIds(methods: readonly Method[]): readonly Method[] {
  const seen = new Map<string, number>();
  return methods.map((method) => {
    const count = (seen.get(method.id) ?? 0) + 1;
    seen.set(method.id, count);
    return count === 1 ? method : { ...method, id: `${method.id}-${count}` };
  });
}
