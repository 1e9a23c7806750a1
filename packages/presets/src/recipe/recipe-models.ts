import { type FullModelName, isFullModel } from '../models/model-names.ts';
import type { ColorNode } from './color-schema.ts';
import { childrenOf } from './ensure-consistent.ts';
import type { Recipe } from './recipe-schema.ts';
import { recipeOfShots } from './shots.ts';

/** The models whose weights a recipe needs, those of its shots included, each once. */
export function fullModelsOf(recipe: Recipe): readonly FullModelName[] {
  const found = new Set<FullModelName>();
  const visit = (node: ColorNode): void => {
    for (const [inner] of childrenOf(node)) visit(inner);
    if (!('model' in node) || !isFullModel(node.model)) return;
    const { model, videoBlend = 0 } = node;
    found.add(model);
    if (videoBlend > 0) found.add('deoldify-video');
  };
  visit(recipe.color);
  for (const index of recipe.shots.keys()) visit(recipeOfShots(recipe, [index]).color);
  return [...found];
}
