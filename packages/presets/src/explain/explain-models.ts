import { familyOf, MODELS } from '../models/model-names.ts';
import type { ColorNode, ModelNode } from '../recipe/color-schema.ts';
import { childrenOf } from '../recipe/ensure-consistent.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { percent } from './words.ts';

/** What a model does, with its settings. */
export function explainModel(node: ModelNode): { readonly what: string; readonly why?: string } {
  const { model, renderFactor, videoBlend, inputSizes, steady } = node;
  if (model === 'identity') return { what: 'Keep the colours that the picture has.' };
  const { summary } = MODELS.find(({ name }) => name === model)!;
  const settings: string[] = [];
  if (renderFactor === 'auto') settings.push("a square by the picture's width");
  else if (renderFactor !== undefined) settings.push(`render factor ${renderFactor}, ${sideOf(node)} pixels`);
  if (videoBlend !== undefined) settings.push(`${percent(videoBlend)} of deoldify-video blended in`);
  if (inputSizes) settings.push(`squares of ${inputSizes.join(' and ')} pixels`);
  if (steady) settings.push('calmed over time');
  return { what: `Colour with ${model}${settings.length > 0 ? ` (${settings.join('; ')})` : ''}.`, why: summary };
}

/** Whether any colours come from the built-in model, which is a preview. */
export function needsPreview({ color }: Pick<Recipe, 'color'>): boolean {
  const asks = (node: ColorNode): boolean =>
    'model' in node ? node.model === 'compact' : childrenOf(node).some(([inner]) => asks(inner));
  return asks(color);
}

function sideOf({ model, renderFactor }: ModelNode): number {
  const factor = renderFactor as number;
  return familyOf(model) === 'deoldify' ? 16 * factor : 32 * Math.trunc(factor / 2);
}
