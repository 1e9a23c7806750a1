import { fullModelsOf, parseRecipe, presetNames, presetRecipe } from '@havc/presets';
import { describe, expect, it } from 'vitest';
import { stripFilters } from './strip-filters.ts';

describe('stripFilters', () => {
  it('leaves models and merges alone, however deep they lie', () => {
    const recipe = parseRecipe({
      prepare: [{ filter: 'tweak', gamma: 2 }],
      color: {
        merge: { method: 'simple', weight: 0.4 },
        first: { mean: [{ model: 'eccv16' }, { model: 'compact' }], after: [{ filter: 'stabilize-chroma' }] },
        second: { color: { model: 'siggraph17', before: [{ filter: 'tweak', contrast: 2 }], tiles: { count: 2 } } },
      },
      filters: [{ filter: 'deflicker' }],
    });
    const bare = stripFilters(recipe);
    expect(bare.prepare).toEqual([]);
    expect(bare.filters).toEqual([]);
    expect(bare.scenes).toBeNull();
    expect(JSON.stringify(bare)).not.toContain('"filter":');
    expect(bare.color).toMatchObject({
      merge: { method: 'simple', weight: 0.4 },
      first: { mean: [{ model: 'eccv16' }, { model: 'compact' }] },
      second: { color: { model: 'siggraph17', tiles: { count: 2 } } },
    });
    // What it is made from stays as it is.
    expect(recipe.filters).toHaveLength(1);
  });

  it.each(presetNames())('gives a recipe with the same models for preset %s', (preset) => {
    const recipe = presetRecipe({ preset });
    const bare = stripFilters(recipe);
    expect(fullModelsOf(bare)).toEqual(fullModelsOf(recipe));
    expect(() => parseRecipe(JSON.stringify(bare))).not.toThrow();
    expect(JSON.stringify(bare)).not.toContain('"filter":');
  });
});
