import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, formatExplanation } from '../explain/explain.ts';
import { presetNames, presetRecipe } from '../presets/preset-recipe.ts';
import { diffRecipes } from './diff-recipes.ts';
import type { JsonObject, JsonValue } from './ensure-bounded.ts';
import { parseRecipe } from './parse-recipe.ts';
import { setAtPath } from './recipe-path.ts';
import type { Recipe } from './recipe-schema.ts';

const numRuns = Number(process.env['HAVC_FUZZ_RUNS'] ?? 300);

const RECIPES = presetNames().map((preset) => presetRecipe({ preset }));

/** A recipe, or undefined where it was refused; anything but a HavcError fails the test. */
function read(document: unknown): Recipe | undefined {
  try {
    return parseRecipe(document as never);
  } catch (error) {
    if (HavcError.is(error, 'RECIPE_INVALID')) return undefined;
    throw error;
  }
}

/** All places of a value: their paths, and what is there. */
function places(value: JsonValue, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const own = path.length === 0 ? [] : [path];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, n) => places(item, [...path, n]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))];
}

function at(value: JsonValue, path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((inner, key) => (inner as JsonObject | undefined)?.[key], value);
}

function replaced(value: JsonValue, path: readonly (string | number)[], by: JsonValue | undefined): JsonValue {
  const copy = structuredClone(value);
  const parent = at(copy, path.slice(0, -1)) as JsonObject;
  const key = path.at(-1)!;
  if (by === undefined) delete parent[key];
  else parent[key] = by;
  return copy;
}

const anyRecipe = fc.constantFrom(...RECIPES);
const anyPlace = anyRecipe.chain((recipe) =>
  fc.record({ recipe: fc.constant(recipe), path: fc.constantFrom(...places(recipe as unknown as JsonValue)) }),
);

describe('recipes, fuzzed', () => {
  it('come back exactly from JSON', () => {
    for (const recipe of RECIPES) {
      expect(parseRecipe(JSON.stringify(recipe))).toEqual(recipe);
      expect(JSON.stringify(parseRecipe(JSON.stringify(recipe)))).toBe(JSON.stringify(recipe));
    }
  });

  it('are read or refused by a sentence, whatever text comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 8 })), (text) => {
        read(text);
      }),
      { numRuns },
    );
  });

  it('are read or refused, whatever stands in one place, and what is read comes back exactly', () => {
    fc.assert(
      fc.property(anyPlace, fc.jsonValue({ maxDepth: 3 }), ({ recipe, path }, value) => {
        const changed = replaced(recipe as unknown as JsonValue, path, value as JsonValue);
        const result = read(changed);
        if (result) expect(parseRecipe(JSON.stringify(result))).toEqual(result);
      }),
      { numRuns },
    );
  });

  it('drop nothing in silence: what is read has every value that was written', () => {
    fc.assert(
      fc.property(
        anyPlace,
        fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), fc.constant(null)),
        ({ recipe, path }, value) => {
          const changed = replaced(recipe as unknown as JsonValue, path, value);
          const result = read(changed);
          if (!result) return;
          for (const place of places(changed)) {
            const written = at(changed, place);
            if (typeof written === 'object' && written !== null) continue;
            expect(at(result as unknown as JsonValue, place)).toEqual(written);
          }
        },
      ),
      { numRuns },
    );
  });

  it('refuse a field that there isn’t, wherever it stands', () => {
    fc.assert(
      fc.property(anyPlace, fc.stringMatching(/^[a-z]{3,12}X$/), ({ recipe, path }, key) => {
        const target = at(recipe as unknown as JsonValue, path);
        if (typeof target !== 'object' || target === null || Array.isArray(target)) return;
        const changed = replaced(recipe as unknown as JsonValue, [...path, key], 1);
        expect(() => parseRecipe(changed as never)).toThrow(key);
      }),
      { numRuns },
    );
  });

  it('can be changed at every place by its path, and by nothing else', () => {
    fc.assert(
      fc.property(anyPlace, ({ recipe, path }) => {
        const value = at(recipe as unknown as JsonValue, path)!;
        if (value === null && typeof path.at(-1) === 'number') return;
        expect(setAtPath(recipe as unknown as JsonObject, path.join('.'), value)).toEqual(recipe);
      }),
      { numRuns },
    );
  });

  it('take or refuse any change by path', () => {
    fc.assert(
      fc.property(anyRecipe, fc.string({ maxLength: 30 }), fc.jsonValue({ maxDepth: 2 }), (recipe, path, value) => {
        try {
          parseRecipe(recipe as never, { set: [[path, value]] });
        } catch (error) {
          expect(HavcError.is(error, 'RECIPE_INVALID')).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it('can be explained, and differ from themselves in nothing', () => {
    fc.assert(
      fc.property(anyPlace, fc.double({ min: 0, max: 1, noNaN: true }), ({ recipe, path }, value) => {
        const result = read(replaced(recipe as unknown as JsonValue, path, value));
        if (!result) return;
        expect(formatExplanation(explain(result))).not.toMatch(/undefined|NaN|\[object/);
        expect(diffRecipes(result, result)).toEqual([]);
        const differs = JSON.stringify({ ...result, name: '' }) !== JSON.stringify({ ...recipe, name: '' });
        expect(diffRecipes(recipe, result).length > 0).toBe(differs);
      }),
      { numRuns },
    );
  });
});
