import { HavcError } from '@havc/core';
import type { ColorNode } from './color-schema.ts';
import type { Recipe } from './recipe-schema.ts';
import { FILM_STEP_NAMES, type Step } from './step-schemas.ts';

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
  ensureTilesHoldPictures(recipe.color, 'color');
  const models = countModels(recipe.color);
  if (models > MAX_MODELS) {
    throw new HavcError('RECIPE_INVALID', `color has ${models} models; ${MAX_MODELS} are the most that there may be.`);
  }
}

/** Tiles are coloured picture by picture; what looks at neighbours in time has to stand around them. */
function ensureTilesHoldPictures(node: ColorNode, path: string): void {
  const inner = childrenOf(node);
  for (const [child, name] of inner) ensureTilesHoldPictures(child, `${path}.${name}`);
  if (!node.tiles) return;
  const [found] = inner.flatMap(([child, name]) => filmStepsOf(child, `${path}.${name}`, true));
  if (found === undefined) return;
  throw new HavcError(
    'RECIPE_INVALID',
    `${path}.tiles colours each frame in pieces, but ${found} inside of it needs whole frames: put the tiles further ` +
      `inside, or ${found} into ${path}.after.`,
    { details: { paths: [`${path}.tiles`, found] } },
  );
}

/** The paths of all steps that look at neighbours in time. */
export function findFilmSteps(recipe: Pick<Recipe, 'color' | 'filters'>): string[] {
  return [...filmStepsOf(recipe.color, 'color'), ...namedFilmSteps(recipe.filters, 'filters')];
}

/** @param all - whether those count, too, that see the film as a stream and happen to look at no neighbours. */
function filmStepsOf(node: ColorNode, path: string, all = false): string[] {
  const inner = childrenOf(node).flatMap(([child, name]) => filmStepsOf(child, `${path}.${name}`, all));
  return [...inner, ...namedFilmSteps(node.after, `${path}.after`, all)];
}

function namedFilmSteps(steps: readonly Step[], path: string, all = false): string[] {
  return steps.flatMap((step, index) => {
    if (!(FILM_STEP_NAMES as readonly string[]).includes(step.filter)) return [];
    if (!all && step.filter === 'stabilizer' && step.stabilize === null && step.deflicker === null) return [];
    return [`${path}[${index}] (${step.filter})`];
  });
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
