import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { parseRecipe } from './parse-recipe.ts';
import type { Recipe } from './recipe-schema.ts';

function refusal(document: unknown, options?: Parameters<typeof parseRecipe>[1]): string {
  try {
    parseRecipe(document as never, options);
  } catch (error) {
    if (HavcError.is(error, 'RECIPE_INVALID')) return error.message;
    throw error;
  }
  throw new Error('the recipe was taken');
}

const COMPACT = { color: { model: 'compact' } } as const;

describe('parseRecipe', () => {
  it('fills in every number, so that the recipe says all that decides the picture', () => {
    expect(parseRecipe(COMPACT)).toEqual({
      version: 1,
      size: 480,
      luma: 'source',
      scenes: {
        ...{ detector: 'adaptive', threshold: 0.2, deviations: 3, minimumLength: 5, crossFades: true },
        ...{ white: 0.7, black: 0.1, minimumInterval: 1, frequency: 0, similarity: 0 },
      },
      frames: 'all',
      prepare: [],
      color: { model: 'compact', inputSizes: [160, 256], steady: true, before: [], after: [] },
      filters: [],
      shots: [],
    });
  });

  it.each([
    ['deoldify-video', { renderFactor: 24 }],
    ['deoldify-stable', { renderFactor: 24, videoBlend: 0.5 }],
    ['ddcolor-tiny', { renderFactor: 24 }],
    ['siggraph17', { renderFactor: 16 }],
    ['identity', {}],
  ] as const)('gives %s the settings that it has', (model, settings) => {
    expect(parseRecipe({ color: { model } }).color).toEqual({ model, ...settings, before: [], after: [] });
  });

  it('reads text, also with a byte order mark', () => {
    expect(parseRecipe(`\ufeff${JSON.stringify(COMPACT)}`)).toEqual(parseRecipe(COMPACT));
  });

  it('reads hues as text and as numbers', () => {
    const [text, numbers] = [
      '350:20,rose',
      [
        { from: 350, to: 20 },
        { from: 330, to: 360 },
      ],
    ].map(
      (ranges) => parseRecipe({ ...COMPACT, filters: [{ filter: 'hues', ranges, saturation: 0.5 }] } as never).filters,
    );
    expect(text).toEqual(numbers);
    expect(text).toEqual([
      {
        filter: 'hues',
        ranges: [
          { from: 350, to: 20 },
          { from: 330, to: 360 },
        ],
        ...{ saturation: 0.5, shiftDegrees: 0, weight: 0, softness: 0 },
      },
    ]);
  });

  it('lays a partial recipe over the preset that it extends', () => {
    const recipe = parseRecipe({ extends: 'medium', color: { merge: { weight: 0.7 } }, size: 360 } as never);
    const medium = presetRecipe({ preset: 'medium' });
    expect(recipe).toEqual({
      ...medium,
      name: 'medium with changes',
      size: 360,
      color: { ...medium.color, merge: { method: 'simple', weight: 0.7, arithmetic: 'pillow' } },
    });
  });

  it('extends choices, too', () => {
    const choices = { preset: 'Slow', colorModel: 'Stable+ModelScope', colorFix: 'Violet/Red' };
    expect(parseRecipe({ extends: choices })).toEqual(presetRecipe(choices));
  });

  it('keeps the weight when another merge is chosen, and nothing else of the old one', () => {
    const { color } = parseRecipe({ extends: 'medium', color: { merge: { method: 'luma-masked' } } } as never);
    expect(color).toMatchObject({
      merge: { method: 'luma-masked', weight: 0.4, dark: 0.15, white: 0.65, saturation: 1, roundedSlope: false },
    });
    expect(color).not.toHaveProperty('merge.arithmetic');
  });

  it('replaces a colouring by one of another kind', () => {
    const { color } = parseRecipe({ extends: 'medium', color: { model: 'eccv16' } });
    expect(color).toEqual({ model: 'eccv16', renderFactor: 16, before: [], after: [] });
  });

  it('keeps what is done around a model when another one takes its place, without settings that it lacks', () => {
    const before = presetRecipe({}).color;
    const { color } = parseRecipe({ extends: 'medium', set: { 'color.second.model': 'compact' } } as never);
    expect(color).toMatchObject({ second: { model: 'compact', inputSizes: [160, 256] } });
    expect(color).not.toHaveProperty('second.renderFactor');
    for (const node of [before, color]) expect(node).toMatchObject({ second: { before: [{ filter: 'luma-levels' }] } });
  });

  it('changes single places, in lists by the name of the filter', () => {
    const { filters } = parseRecipe({
      extends: 'medium',
      set: {
        'filters.stabilizer.dark.amount': 0.5,
        'filters.stabilizer.stabilize': null,
        'filters+': { filter: 'deflicker' },
      },
    } as never);
    expect(filters).toMatchObject([
      { filter: 'stabilizer', dark: { amount: 0.5 }, stabilize: null },
      { filter: 'deflicker', strength: 2 },
    ]);
  });

  it.each<[unknown, string]>([
    ['{"extends":', 'The recipe is no JSON: '],
    ['', 'The recipe is no JSON: '],
    ['[]', 'The recipe must be an object in JSON'],
    ['null', 'The recipe must be an object in JSON'],
    [{}, 'color is missing: it is an object.'],
    [{ extends: 'medum' }, 'There is no preset "medum": did you mean medium?'],
    [{ extends: 'photo', set: { 'color.mean.0.model': 'x' } }, 'color.mean[0].model must be one of compact, '],
    [{ extends: { preset: 'fast', colorfix: 'none' } }, "extends.colorfix doesn't exist: did you mean colorFix?"],
    [{ extends: { preset: 'fast', colorFix: 'purple' } }, 'There is no colorFix "purple": there are: none, magenta, '],
    [{ extends: { preset: 'photo', colorFix: 'none' } }, 'Preset photo is a recipe of its own, without colorFix'],
    [{ extends: { preset: 'slow', colorTemp: 'High' } }, 'colorTemp high needs the exemplar model ColorMNet'],
    [{ ...COMPACT, filers: [] }, "filers doesn't exist: did you mean filters?"],
    [{ ...COMPACT, size: 'big' }, 'size must be a number, or full, got "big".'],
    [{ ...COMPACT, size: 4 }, 'size must be at least 16, got 4.'],
    [{ ...COMPACT, version: 2 }, 'The recipe is of version 2, and this havc knows versions up to 1'],
    [{ ...COMPACT, version: '1' }, 'version must be a whole number from 1, got "1".'],
    [{ color: 'compact' }, 'color must be an object, got "compact".'],
    [{ color: { modle: 'compact' } }, 'color must have one of the fields model, merge, mean, color.'],
    [{ color: { model: 'compact', merge: {} } }, "color.merge doesn't exist: there are: model, "],
    [{ color: { model: 'deoldify' } }, 'did you mean deoldify-video?'],
    [
      { color: { model: 'compact', renderFactor: 24 } },
      'color.renderFactor is no setting of compact, which has inputSizes, steady.',
    ],
    [
      { color: { model: 'ddcolor-tiny', videoBlend: 0.5 } },
      'color.videoBlend is no setting of ddcolor-tiny, which has renderFactor.',
    ],
    [
      { color: { mean: [COMPACT.color, COMPACT.color], weights: [1] } },
      'color.weights must have as many numbers as mean has colourings (2), got 1.',
    ],
    [
      { ...COMPACT, filters: [{ filter: 'stabiliser' }] },
      'filters[0].filter must be one of tweak, luma-levels, hues, ',
    ],
    [
      { ...COMPACT, filters: [{ filter: 'stabilizer', dark: { amont: 1 } }] },
      "filters[0].dark.amont doesn't exist: did you mean amount?",
    ],
    [
      { ...COMPACT, filters: [{ filter: 'mix', share: 1, steps: [{ filter: 'deflicker' }] }] },
      'filters[0].steps[0].filter must be one of ',
    ],
    [{ ...COMPACT, prepare: [{ filter: 'stabilizer' }] }, 'prepare[0].filter must be one of '],
    [
      { ...COMPACT, filters: [{ filter: 'hues', ranges: 'reed' }] },
      'filters[0].ranges: Hue text "reed" at character 1: "reed" is no hue. Did you mean red?',
    ],
    [
      { ...COMPACT, filters: [{ filter: 'hues', ranges: [{ from: 5, to: 5 }] }] },
      'filters[0].ranges: ranges[0] is empty',
    ],
    [
      { ...COMPACT, filters: [{ filter: 'denoise', factors: [1, 2] }] },
      'filters[0].factors must have at least 3 elements, got 2.',
    ],
    [
      { extends: 'medium', frames: 'cuts' },
      'frames is cuts, so that most frames stay gray, but filters[0] (stabilizer) mixes frames',
    ],
    [{ ...COMPACT, frames: 'references', scenes: null }, 'frames is references, but scenes is null'],
    [{ ...COMPACT, set: [] }, 'set must be an object of paths and values'],
    [{ ...COMPACT, set: { 'color.': 1 } }, '"color." is no path in a recipe'],
    [
      { extends: 'medium', set: { 'filters.stabiliser.dark': null } },
      'filters.stabiliser: the list has no stabiliser: did you mean stabilizer?',
    ],
    [{ ...COMPACT, set: { 'filters.0.strength': 1 } }, 'filters.0: the list has 0 elements, counted from 0.'],
    [{ ...COMPACT, set: { 'size.x': 1 } }, 'size.x: size is 480 and has no fields.'],
    [JSON.parse('{ "color": { "model": "compact" }, "__proto__": { "size": 16 } }'), 'has a field called __proto__'],
    [{ ...COMPACT, set: { 'constructor.prototype.x': 1 } }, "constructor doesn't exist"],
  ])('refuses %j and says why', (document, message) => {
    expect(refusal(document)).toContain(message);
  });

  it('names all mistakes at once, and the file that they are in', () => {
    const message = refusal({ ...COMPACT, sise: 1, luma: 'none', frames: 'all' }, { name: 'mine.json' });
    expect(message).toMatch(/^mine\.json: /);
    expect(message).toContain("sise doesn't exist: did you mean size?");
    expect(message).toContain('luma must be one of source, toned, got "none"');
  });

  it.each([
    ['nested too deeply', `${'{"color":'.repeat(80)}1${'}'.repeat(80)}`],
    ['with too many values', JSON.stringify({ ...COMPACT, made: { list: Array.from({ length: 300_000 }, () => 0) } })],
    ['with a number that JSON has no word for', { ...COMPACT, size: Number.NaN }],
    ['with a function', { ...COMPACT, name: () => 'x' }],
    ['with twenty models', { color: deep(20) }],
  ])('refuses a recipe %s', (_, document) => {
    expect(refusal(document)).toMatch(/nested|values|NaN|function|models/);
  });

  it('applies changes from outside last', () => {
    const recipe = parseRecipe({ extends: 'medium', size: 300 } as never, {
      set: [
        ['size', 'full'],
        ['luma', 'toned'],
      ],
    });
    expect([recipe.size, recipe.luma]).toEqual(['full', 'toned']);
  });
});

describe('shots', () => {
  const shots = (...list: object[]) => ({ extends: 'medium', shots: list }) as never;

  it('may be in times and in frames', () => {
    const recipe: Recipe = parseRecipe(
      shots(
        { name: 'the garden', from: '00:01:10.0', to: 1750, set: { 'color.merge.weight': 0.1 } },
        { from: '80s', set: { color: { model: 'deoldify-video' } } },
      ),
    );
    expect(recipe.shots).toHaveLength(2);
  });

  it.each<[object, string]>([
    [{ from: 'noon', set: { 'color.merge.weight': 0.1 } }, "shots[0].from must be a frame's number (1750) or a time"],
    [{ from: 10, to: 10, set: { 'color.merge.weight': 0.1 } }, 'shots[0].to must lie after shots[0].from'],
    [{ from: '1:00', to: '0:59', set: { 'color.merge.weight': 0.1 } }, 'shots[0].to must lie after shots[0].from'],
    [{ from: -1, set: { 'color.merge.weight': 0.1 } }, 'shots[0].from'],
    [{ set: {} }, 'shots[0].set is empty'],
    [{}, 'shots[0].set is missing'],
    [{ set: { size: 300 } }, "shots[0].set can't change size"],
    [{ set: { 'scenes.threshold': 0.3 } }, "shots[0].set can't change scenes"],
    [{ set: { 'color.merge.weigth': 0.3 } }, "shots[0].set: color.merge.weigth doesn't exist: did you mean weight?"],
    [{ set: { 'filters.look.strength': 1 } }, 'shots[0].set: filters.look: the list has no look'],
    [{ from: 1, until: 2, set: { 'color.merge.weight': 0.3 } }, "shots[0].until doesn't exist"],
  ])('refuses %j', (shot, message) => {
    expect(refusal(shots(shot))).toContain(message);
  });
});

/** A colouring of this many models. */
function deep(models: number): object {
  if (models === 1) return { model: 'compact' };
  return { merge: { method: 'simple' }, first: { model: 'compact' }, second: deep(models - 1) };
}
