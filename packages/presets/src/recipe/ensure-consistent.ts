import { HavcError } from '@havc/core';
import type { ColorNode } from './color-schema.ts';
import type { Recipe } from './recipe-schema.ts';
import { FILM_STEP_NAMES } from './step-schemas.ts';

/** A colouring may ask this many models at most: each is a network in memory. */
const MAX_MODELS = 12;

/**
 * Checks what the schema can't: fields that contradict each other.
 *
 * @throws HavcError `RECIPE_INVALID` that names both.
 */
export function ensureConsistent(recipe: Recipe): void {
  const filmSteps = findFilmSteps(recipe);
  if (recipe.frames !== 'all' && filmSteps.length > 0) {
    throw new HavcError(
      'RECIPE_INVALID',
      `frames is ${recipe.frames}, so that most frames stay gray, but ${filmSteps[0]} mixes frames with their ` +
        'neighbours: leave out one of them.',
      { details: { paths: ['frames', ...filmSteps] } },
    );
  }
  if (recipe.frames !== 'all' && recipe.scenes === null) {
    throw new HavcError(
      'RECIPE_INVALID',
      `frames is ${recipe.frames}, but scenes is null: without scene detection there are none to be found.`,
      { details: { paths: ['frames', 'scenes'] } },
    );
  }
  const models = countModels(recipe.color);
  if (models > MAX_MODELS) {
    throw new HavcError('RECIPE_INVALID', `color has ${models} models; ${MAX_MODELS} are the most that there may be.`);
  }
}

/** The paths of all steps that look at neighbours in time. */
export function findFilmSteps(recipe: Pick<Recipe, 'color' | 'filters'>): string[] {
  const found: string[] = [];
  const look = (steps: Recipe['filters'], path: string) => {
    for (const [index, { filter }] of steps.entries()) {
      if (filter === 'stabilizer') {
        const { stabilize, deflicker } = steps[index] as Extract<Recipe['filters'][number], { filter: 'stabilizer' }>;
        if (stabilize === null && deflicker === null) continue;
      }
      if ((FILM_STEP_NAMES as readonly string[]).includes(filter)) found.push(`${path}[${index}] (${filter})`);
    }
  };
  const visit = (node: ColorNode, path: string) => {
    for (const [inner, name] of childrenOf(node)) visit(inner, `${path}.${name}`);
    look(node.after, `${path}.after`);
  };
  visit(recipe.color, 'color');
  look(recipe.filters, 'filters');
  return found;
}

/** The colourings inside a node, and the names of the fields that they stand in. */
export function childrenOf(node: ColorNode): readonly (readonly [ColorNode, string])[] {
  if ('merge' in node) {
    return [
      [node.first, 'first'],
      [node.second, 'second'],
    ];
  }
  if ('mean' in node) return node.mean.map((inner, index) => [inner, `mean[${index}]`] as const);
  if ('color' in node) return [[node.color, 'color']];
  return [];
}

function countModels(node: ColorNode): number {
  const inner = childrenOf(node);
  return inner.length === 0 ? 1 : inner.reduce((sum, [child]) => sum + countModels(child), 0);
}
