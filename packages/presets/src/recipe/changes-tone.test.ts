import { expect, it } from 'vitest';
import { parseChain } from '../chain/parse-chain.ts';
import { changesTone } from './changes-tone.ts';
import { parseRecipe } from './parse-recipe.ts';

const recipeWith = (filters: string, more: object = {}) =>
  parseRecipe({ version: 1, color: { model: 'identity' }, filters: parseChain(filters), ...more } as never);

it.each([
  ['tweak saturation=1.2 hueDegrees=10', false],
  ['tweak brightness=1', true],
  ['tweak contrast=1.1', true],
  ['tweak gamma=0.9', true],
  ['luma-levels', true],
  ['denoise', true],
  ['balance', true],
  ['adjust-rgb', true],
  ['auto-levels', true],
  ['tune', true],
  ['retinex', true],
  ['look amber-light', true],
  ['look amber-light keepLuma=true', false],
  ['look amber-light strength=0', false],
  ['lut a.cube', true],
  ['lut a.cube keepLuma=true', false],
  ['mix share=0.5 steps=[{"filter":"look","look":"amber-light"}]', true],
  ['mix share=0 steps=[{"filter":"look","look":"amber-light"}]', false],
  ['mix share=0.5 steps=[{"filter":"mix","share":1,"steps":[{"filter":"tune"}]}]', true],
  ['mix share=0.5 steps=[{"filter":"hues","ranges":"0:20"}]', false],
  [
    'stabilizer; stabilize-chroma; deflicker; limit-chroma; hues 0:20 saturation=0; darken-shadows; smooth-chroma',
    false,
  ],
  ['stabilizer; tune', true],
])('knows whether %s changes tone', (filters, expected) => {
  expect(changesTone(recipeWith(filters))).toBe(expected);
});

it('looks at what is prepared and at the shots too, but not at what luma is put back after', () => {
  expect(changesTone(recipeWith('deflicker', { prepare: [{ filter: 'tune' }] }))).toBe(true);
  expect(changesTone(recipeWith('tweak', { shots: [{ from: 5, set: { 'filters.tweak.contrast': 1.2 } }] }))).toBe(true);
  const color = { model: 'identity', before: [{ filter: 'tune' }], after: [{ filter: 'tune' }] };
  expect(changesTone(recipeWith('deflicker', { color }))).toBe(false);
});
