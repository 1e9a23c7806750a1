import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { recipeFromHavc } from './from-havc.ts';
import type { Signature } from './signature.ts';
import { SIGNATURES } from './signatures.ts';

const literal = fc.oneof(
  fc.constantFrom('True', 'False', 'None', '"none"', '"light"', '"Strong"', '"fast"', '"placebo"', '"30:90|+300,0.8"'),
  fc.constantFrom(
    '"red->brown"',
    '"retinex/red"',
    '"deoldify(stable)"',
    '"video+eccv16"',
    '"A"',
    '"\\x00"',
    '__proto__',
  ),
  fc.integer({ min: -3, max: 300 }).map(String),
  fc.double({ min: -2, max: 2, noNaN: true }).map(String),
);
const value = fc.oneof(
  literal,
  fc.array(literal, { maxLength: 9 }).map((items) => `[${items.join(', ')}]`),
  fc.tuple(fc.array(literal, { minLength: 8, maxLength: 8 }), literal).map(([array, text]) => `[[${array}], ${text}]`),
);

/** A default as Python writes it. */
function written(given: unknown): string {
  if (typeof given === 'boolean') return given ? 'True' : 'False';
  if (Array.isArray(given)) return `[${given.map(written).join(', ')}]`;
  return JSON.stringify(given) ?? 'None';
}

/** A call of any function: some parameters with their defaults, some with anything. */
const call = fc.constantFrom(...Object.entries<Signature>(SIGNATURES)).chain(([name, { parameters }]) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(parameters.length - 1), fc.option(value, { freq: 2, nil: undefined })), {
      selector: ([index]) => index,
      maxLength: 8,
    })
    .map((chosen) => {
      const named = chosen
        .map(([index, given]) => [parameters[index]!, given] as const)
        .filter(([[, kind]]) => kind !== 'clip')
        .map(([[parameter, , standard], given]) => `${parameter}=${given ?? written(standard)}`);
      const clips = name === 'HAVC_merge' ? ['clip', 'clip'] : name.startsWith('HAVC_set_') ? [] : ['clip'];
      return `${name.startsWith('HAVC_set_') ? '' : 'clip = '}${name}(${[...clips, ...named].join(', ')})`;
    }),
);

describe('recipeFromHavc', () => {
  it('gives a valid recipe or a HavcError for any parameters of any functions', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 4 }), (calls) => {
        try {
          const { recipe } = recipeFromHavc(calls.join('\n'));
          parseRecipe(JSON.stringify(recipe));
        } catch (error) {
          if (!HavcError.is(error, 'RECIPE_INVALID')) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('ends every parameter at its default with the same recipe', () => {
    for (const [name, { parameters }] of Object.entries<Signature>(SIGNATURES)) {
      const changing = parameters.filter(([, kind]) => kind !== 'clip' && kind !== 'any');
      const version2 = ['model', 'render_factor', 'sat', 'hue', 'merge_weight'];
      for (const [parameter, , standard] of changing) {
        if (name === 'ddeoldify' && (parameter.startsWith('dd_') || version2.includes(parameter))) continue;
        if (parameter === 'cmc_tresh' || name.startsWith('HAVC_set_') || name === 'HAVC_merge') continue;
        const plain = recipeFromHavc(`${name}(clip)`).recipe;
        const given = recipeFromHavc(`${name}(clip, ${parameter}=${written(standard)})`).recipe;
        if (JSON.stringify(plain) !== JSON.stringify(given)) throw new Error(`${name} ${parameter}`);
      }
    }
  });
});
