import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { presetNames, presetRecipe } from '../presets/preset-recipe.ts';
import { recipeJsonSchema } from './json-schema.ts';

const validate = new Ajv2020({ strict: false }).compile(recipeJsonSchema());

describe('the JSON Schema of recipes', () => {
  it.each(presetNames())('takes the complete recipe of %s', (preset) => {
    expect(validate(presetRecipe({ preset })), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    { extends: 'medium' },
    { extends: { preset: 'slow', colorFix: 'none' }, size: 300, set: { 'color.merge.weight': 0.3 } },
    { version: 1, color: { model: 'compact' }, filters: [{ filter: 'hues', ranges: 'rose', saturation: 0.5 }] },
    { version: 1, color: { mean: [{ model: 'eccv16' }, { model: 'siggraph17' }] } },
  ])('takes what a person writes: %j', (document) => {
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    { extends: 'medium', sise: 300 },
    { version: 1, color: { model: 'nothing' } },
    { version: 1, color: { model: 'compact' }, filters: [{ filter: 'look', look: 'nothing' }] },
    { version: 1, color: { model: 'compact' }, size: 5 },
    { version: 2, color: { model: 'compact' } },
  ])('refuses what is wrong: %j', (document) => {
    expect(validate(document)).toBe(false);
  });
});
