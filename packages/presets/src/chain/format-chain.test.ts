import { expect, it } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { formatChain } from './format-chain.ts';
import { parseChain } from './parse-chain.ts';

it.each([
  'tweak',
  'tweak saturation=1.1; look amber-light strength=0.5',
  'stabilizer',
  'stabilizer renderFactor=auto dark.amount=0.5 stabilize={}',
  'stabilizer deflicker=null',
  'hues 300:340 saturation=0.4 weight=0.2',
  'darken-shadows hues=270:300',
  'lut "my look.cube" keepLuma=true',
  'lut "a=b.cube"',
  'mix share=0.5 steps=[]',
])('gives back what says the least: %s', (chain) => {
  expect(formatChain(parseChain(chain))).toBe(chain);
});

it('gives a named change of hues as the hues that it changes', () => {
  expect(formatChain(parseChain('color-map red->brown keep=0.8'))).toBe('hues 320:360 shiftDegrees=50 weight=0.8');
});

it('writes the filters of every preset so that they are read as the same', () => {
  for (const preset of ['placebo', 'veryslow', 'slow', 'medium', 'fast', 'photo', 'steady', 'author'] as const) {
    const { filters } = presetRecipe({ preset });
    if (filters.length > 0) expect(parseChain(formatChain(filters))).toEqual(filters);
  }
});
