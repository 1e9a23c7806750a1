import type { ColorNode, Recipe } from '@havc/presets';

/** A recipe with nothing left but its models and what joins them: no filters, no scenes, no shots, whole frames. */
export function stripFilters(recipe: Recipe): Recipe {
  return {
    ...recipe,
    ...{ prepare: [], color: stripNode(recipe.color), filters: [], shots: [] },
    ...{ scenes: null, luma: 'source', frames: 'all' },
  };
}

function stripNode(node: ColorNode): ColorNode {
  const bare = { ...node, before: [], after: [] };
  if ('merge' in bare) return { ...bare, first: stripNode(bare.first), second: stripNode(bare.second) };
  if ('mean' in bare) return { ...bare, mean: bare.mean.map(stripNode) };
  if ('color' in bare) return { ...bare, color: stripNode(bare.color) };
  return bare;
}
