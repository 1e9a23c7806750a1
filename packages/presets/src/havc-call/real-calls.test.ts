import { readFileSync } from 'node:fs';
import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { recipeFromHavc } from './from-havc.ts';

/** A call as it was seen, and what it means by the original's documentation and source. */
interface RealCall {
  /** Where it was seen in public; `made` for one written as the program Hybrid writes them. */
  readonly source: string;
  readonly call: string;
  readonly expect:
    | { readonly facts: Readonly<Record<string, unknown>>; readonly warnings: readonly string[] }
    | { readonly error: string };
}

const CALLS: readonly RealCall[] = JSON.parse(
  readFileSync(new URL('./__fixtures__/calls.json', import.meta.url), 'utf8'),
);

/** What stands at a path such as `color.second.after[0]`. */
function at(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce((inner, part) => (inner as Record<string, unknown> | undefined | null)?.[part], value);
}

describe('recipeFromHavc on calls that people wrote', () => {
  it('has sixty of them, forty of which were seen in public', () => {
    expect(CALLS.length).toBeGreaterThanOrEqual(60);
    expect(CALLS.filter(({ source }) => source !== 'made').length).toBeGreaterThanOrEqual(40);
  });

  it.each(CALLS.map(({ call, ...rest }) => ({ call, title: call.replace(/\s+/g, ' ').slice(0, 90), ...rest })))(
    'translates $title',
    ({ call, expect: expected }) => {
      if ('error' in expected) {
        expect(() => recipeFromHavc(call)).toThrow(expected.error);
        return;
      }
      const { recipe, warnings } = recipeFromHavc(call);
      for (const [path, value] of Object.entries(expected.facts)) {
        const found = at(recipe, path);
        if (typeof value === 'object' && value !== null) expect(found, path).toMatchObject(value);
        else expect(found, path).toBe(value);
      }
      const told = warnings.map(({ kind, parameter }) => (parameter === undefined ? kind : `${kind} ${parameter}`));
      expect(told.sort()).toEqual([...expected.warnings].sort());
    },
  );

  it.each(CALLS.map(({ call }) => [call]))('gives a complete recipe that reads back as it is: %.60s', (call) => {
    try {
      const { recipe } = recipeFromHavc(call);
      expect(parseRecipe(JSON.stringify(recipe))).toEqual(recipe);
    } catch (error) {
      if (!HavcError.is(error, 'RECIPE_INVALID')) throw error;
    }
  });
});
