import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { MAX_CHAIN_LENGTH } from './chain-words.ts';
import { parseChain } from './parse-chain.ts';

const hues = { filter: 'hues', saturation: 1, shiftDegrees: 0, weight: 0, softness: 0 } as const;
const tweak = { filter: 'tweak', hueDegrees: 0, saturation: 1, brightness: 0, contrast: 1, gamma: 1 } as const;
const look = { filter: 'look', look: 'amber-light', strength: 1, keepLuma: false } as const;
const lut = { filter: 'lut', strength: 1, keepLuma: false } as const;
const off = { dark: null, smooth: null, hues: null, stabilize: null, deflicker: null } as const;

describe('parseChain', () => {
  it.each<[string, object[]]>([
    ['tweak', [tweak]],
    ['tweak saturation=1.1 hueDegrees=5', [{ ...tweak, saturation: 1.1, hueDegrees: 5 }]],
    ['tweak brightness=-3 contrast=+.5 gamma=1.e0', [{ ...tweak, brightness: -3, contrast: 0.5 }]],
    [' tweak ;\n look\tamber-light ; ', [tweak, look]],
    [
      'Smooth_Chroma dark=0',
      [{ filter: 'smooth-chroma', dark: 0, white: 0.7, saturation: 0.9, darken: 0, hues: null, softness: 0 }],
    ],
    [
      'hues ranges=300:360 saturation=0.8 weight=0.1',
      [{ ...hues, ranges: [{ from: 300, to: 360 }], saturation: 0.8, weight: 0.1 }],
    ],
    ['hues "300:340|0.4,0.2"', [{ ...hues, ranges: [{ from: 300, to: 340 }], saturation: 0.4, weight: 0.2 }]],
    [
      "hues '300:340, 0:20|+60,0.2' softness=4",
      [
        {
          ...hues,
          ranges: [
            { from: 300, to: 340 },
            { from: 0, to: 20 },
          ],
          shiftDegrees: 60,
          weight: 0.2,
          softness: 4,
        },
      ],
    ],
    ['hues 30:90 saturation=0', [{ ...hues, ranges: [{ from: 30, to: 90 }], saturation: 0 }]],
    ['hues ranges=[{"from": 350, "to": 20}]', [{ ...hues, ranges: [{ from: 350, to: 20 }] }]],
    ['color-map red->brown keep=0.8', [{ ...hues, ranges: [{ from: 320, to: 360 }], shiftDegrees: 50, weight: 0.8 }]],
    [
      'color-map map=redrose->brown',
      [
        {
          ...hues,
          ranges: [
            { from: 300, to: 360 },
            { from: 0, to: 20 },
          ],
          shiftDegrees: 40,
        },
      ],
    ],
    ['look amber-light strength=0.5', [{ ...look, strength: 0.5 }]],
    ['look look=amber-light keepLuma=true', [{ ...look, keepLuma: true }]],
    ['lut my.cube', [{ ...lut, file: 'my.cube' }]],
    ['lut "my \\"best\\"; look.cube" strength=0.5', [{ ...lut, file: 'my "best"; look.cube', strength: 0.5 }]],
    ['lut \'C:\\a "b".cube\'', [{ ...lut, file: 'C:\\a "b".cube' }]],
    ['lut 2001', [{ ...lut, file: '2001' }]],
    ['lut file="2001"', [{ ...lut, file: '2001' }]],
    ['lut "a=b.cube"', [{ ...lut, file: 'a=b.cube' }]],
    ['tune medium', [{ filter: 'tune', level: 'medium', method: 'clahe-luma', darkBlend: true }]],
    [
      'auto-levels strong darkBlend=true',
      [{ filter: 'auto-levels', level: 'strong', method: 'retinex', darkBlend: true }],
    ],
    ['deflicker strength=3', [{ filter: 'deflicker', strength: 3, aggressive: false, keepLuma: true }]],
    ['balance factors=[1, 0.9, 1.1]', [{ filter: 'balance', strength: 0.5, factors: [1, 0.9, 1.1] }]],
    ['mix share=0.5 steps=[{"filter": "look", "look": "amber-light"}]', [{ filter: 'mix', share: 0.5, steps: [look] }]],
    ['mix share=1 steps=[]', [{ filter: 'mix', share: 1, steps: [] }]],
    ['stabilizer dark=null', [{ filter: 'stabilizer', renderFactor: 24, ...off }]],
    [
      'stabilizer deflicker={} renderFactor=full',
      [{ filter: 'stabilizer', ...off, renderFactor: 'full', deflicker: { strength: 2, aggressive: false } }],
    ],
    [
      'stabilizer dark.amount=0.5 dark.hues=270:300 deflicker={"strength":1} deflicker.aggressive=true',
      [
        {
          ...{ filter: 'stabilizer', ...off, renderFactor: 24, deflicker: { strength: 1, aggressive: true } },
          // Darkening goes with the amount where it isn't said.
          dark: { threshold: 0.2, amount: 0.5, darkening: 0.5, hues: [{ from: 270, to: 300 }], softness: 0 },
        },
      ],
    ],
  ])('reads %s', (chain, steps) => {
    expect(parseChain(chain)).toEqual(steps);
  });

  it('gives a stabiliser of which no part is said those that the preset medium has', () => {
    const [usual] = presetRecipe({ preset: 'medium' }).filters;
    expect(usual?.filter).toBe('stabilizer');
    expect(parseChain('stabilizer')).toEqual([usual]);
    expect(parseChain('stabilizer renderFactor=auto')).toEqual([{ ...usual, renderFactor: 'auto' }]);
  });

  it('keeps the order, and takes a step as often as it stands there', () => {
    const names = parseChain('tweak; look amber-light; tweak; deflicker; hues 0:20').map(({ filter }) => filter);
    expect(names).toEqual(['tweak', 'look', 'tweak', 'deflicker', 'hues']);
  });

  it.each<[string, number, RegExp]>([
    ['tweek', 1, /at character 1 \("tweek"\): there is no such step: did you mean tweak\?$/],
    ['xyzzy saturation=1', 1, /no such step: there are: tweak, .*limit-chroma\.$/],
    ['tweak; saturation=1.1', 8, /begins with its name.*: tweak saturation=1\.1\.$/],
    ['tweak saturatoin=1.1', 7, /tweak has no setting saturatoin: did you mean saturation\?$/],
    ['tweak saturation=99', 7, /step 1, tweak: saturation must be at most 10, got 99\.$/],
    ['tweak; tweak saturation=much', 14, /step 2, tweak: saturation must be a number, got "much"\.$/],
    ['tweak saturation=1e999', 7, /saturation must be a number, got "1e999"\.$/],
    ['tweak saturation=1 saturation=2', 20, /saturation is given a second time\.$/],
    ['tweak saturation = 1', 18, /no blanks around it: saturation=0\.8\.$/],
    ['tweak 0.5', 7, /takes no word alone: write settings as name=value\.$/],
    ['tweak saturation= 1', 18, /a value is missing behind the "="/],
    ['tweak =1', 7, /needs a name before the "=", and no blanks around it/],
    ['tweak filter=hues', 7, /a setting is a name/],
    ['tweak .saturation=1', 7, /a setting is a name/],
    ['tweak saturation.x=1', 7, /saturation must be a number, got \{"x":1\}\.$/],
    ['stabilizer dark.amuont=0.5', 12, /dark\.amuont doesn't exist: did you mean amount\?$/],
    ['stabilizer dark=null dark.amount=1', 22, /dark\.amount lies inside dark, which is null already\.$/],
    ['stabilizer dark={"amount":1} dark.amount=1', 30, /dark\.amount is given a second time\.$/],
    ['stabilizer dark={"amuont":1}', 17, /dark\.amuont doesn't exist: did you mean amount\?$/],
    ['hues', 1, /ranges is missing/],
    ['hues 30:90 60:80', 12, /hues takes one word alone, 30:90 already/],
    ['hues 30:90|x,1', 6, /at character 7: expected a saturation factor/],
    ['hues 30:90|0.4,0.2 weight=1', 20, /weight is given a second time\.$/],
    ['hues 30:900', 6, /step 1, hues: ranges: .*900/],
    ['color-map red->bron', 11, /got "red->bron": did you mean red->brown\?$/],
    ['color-map none', 11, /must be one of blue->brown/],
    ['look amberlight', 6, /did you mean amber-light\?$/],
    ['lut', 1, /file is missing/],
    ['lut "my.cube', 5, /the quote that opens here \("\) is not closed\.$/],
    ['lut my"best".cube', 7, /a quote inside a word: put the whole value into quotes/],
    ['lut "my".cube', 9, /there must be a blank or a semicolon\.$/],
    ['balance factors=[1,2', 17, /the bracket that opens here is not closed\.$/],
    ['stabilizer dark={"amount":1', 17, /the brace that opens here is not closed\.$/],
    ['stabilizer dark={amount:1}', 17, /no JSON that could be used/],
    ['stabilizer dark={"__proto__":{"amount":1}}', 17, /__proto__/],
    ['tweak __proto__=1', 7, /takes no word alone/],
    ['tweak constructor.prototype.x=1', 7, /tweak has no setting constructor/],
    ['; tweak', 1, /a step is missing before the semicolon\.$/],
    ['tweak;;tweak', 7, /a step is missing before the semicolon\.$/],
    ['mix share=1 steps=[{"filter":"deflicker"}]', 19, /steps\[0\]\.filter must be one of/],
  ])('points at what is wrong in %s', (chain, character, message) => {
    const error = errorOf(chain);
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toMatch(message);
    expect(error.details).toEqual({ position: character - 1 });
  });

  it.each<[string, string, number, RegExp]>([
    ['too many steps', `tweak${'; tweak'.repeat(64)}`, 449, /there are 65 steps, and 64 are the most\.$/],
    [
      'a chain that is too long',
      'x'.repeat(MAX_CHAIN_LENGTH + 1),
      MAX_CHAIN_LENGTH + 1,
      /it has 20001 characters, and 20000 are the most/,
    ],
    ['JSON that nests too deep', `mix share=1 steps=${'['.repeat(9000)}${']'.repeat(9000)}`, 19, /nested deeper/],
  ])('refuses %s', (_, chain, character, message) => {
    const error = errorOf(chain);
    expect(error.message).toMatch(message);
    expect(error.details).toEqual({ position: character - 1 });
  });

  it.each(['', ' ', '\n\t'])('shows an example and all steps where there are none', (chain) => {
    const { code, message } = errorOf(chain);
    expect(code).toBe('OPTION_INVALID');
    expect(message).toMatch(
      /^The chain has no steps: write some, e\.g\. "stabilizer; hues .*There are: tweak, .*limit-chroma\.$/,
    );
    const example = /"(.*?)"/.exec(message)![1]!;
    expect(parseChain(example)).toHaveLength(3);
  });
});

function errorOf(chain: string): HavcError {
  try {
    parseChain(chain);
  } catch (error) {
    if (HavcError.is(error)) return error;
    throw error;
  }
  throw new Error(`${chain} was read`);
}
