import { z } from 'zod';
import { recipeSchema } from './recipe-schema.ts';

/**
 * The JSON Schema (draft 2020-12) of recipes as they may be written: partial ones that extend a preset included. The
 * package ships it as `@havc/presets/recipe.schema.json`.
 *
 * An editor completes and checks with it what can be said in a schema; `parseRecipe` checks the rest.
 */
export function recipeJsonSchema(): object {
  const schema = z.toJSONSchema(recipeSchema, { io: 'input', target: 'draft-2020-12', reused: 'ref' }) as {
    properties: Record<string, object>;
    required?: string[];
  };
  const { properties } = schema;
  return {
    $id: 'urn:havc:recipe:1',
    title: 'havc recipe',
    description: 'Everything that decides how a film or a photograph is coloured.',
    ...schema,
    // What a recipe extends gives the rest.
    required: [],
    properties: {
      ...properties,
      extends: {
        description: 'A preset, or choices of one: the recipe is laid over it.',
        anyOf: [{ type: 'string' }, { type: 'object' }],
      },
      set: { description: 'Single places and their values: { "color.merge.weight": 0.3 }.', type: 'object' },
    },
  };
}
