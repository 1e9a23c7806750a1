import { isDeepStrictEqual } from 'node:util';
import { HavcError } from '@havc/core';
import { TUNE_LOOKS } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import type { PresetChoices } from './preset-choices.ts';
import { presetRecipe } from './preset-recipe.ts';
import { createExpectation, type HavcChoices } from './testing/expected-facts.ts';
import { readHavcRows } from './testing/havc-rows.ts';
import { type RecipeFacts, recipeFacts } from './testing/recipe-facts.ts';

const { presets: table, choices: colorChoices } = readHavcRows();
const expected = createExpectation(table, colorChoices);

const DEFAULTS: HavcChoices = {
  preset: 'medium',
  colorModel: 'Video+Artistic',
  combMethod: 'Simple',
  videoTune: 'Stable',
  colorFix: 'magenta/violet',
  colorTune: 'light',
  colorMap: 'none',
  blackWhiteTune: 'none',
  blackWhiteMode: 0,
  blackWhiteBlend: true,
};

const PRESETS = table.presets.map(({ preset }) => preset);
const MODELS = table.colorModels.map(({ name }) => name);
const FIXES = namesOf(colorChoices.secondModelFixes.map(({ fix }) => fix));
const STRENGTHS = namesOf(colorChoices.secondModelFixes.map(({ strength }) => strength));
const MAPS = namesOf(colorChoices.colorMaps.map(({ map }) => map));
const LEVELS = ['light', 'medium', 'strong'];
const MODES = [0, 1, 2, 3, 4, 5, 6];
/** A pair, and a model of each kind alone. */
const SOME_MODELS = ['Video+Artistic', 'DeOldify(Stable)', 'Zhang(ECCV16)'];

/** The choices whose recipe isn't what the tables say, at most three of them, with both. */
function disagreements(given: Iterable<HavcChoices>): { asked: number; wrong: object[] } {
  const wrong: object[] = [];
  let asked = 0;
  for (const choices of given) {
    asked += 1;
    const recipe = recipeFacts(presetRecipe(choices as PresetChoices));
    const table = expected(choices);
    if (!isDeepStrictEqual(recipe, table) && wrong.length < 3) wrong.push({ choices, recipe, table });
  }
  return { asked, wrong };
}

function* product<const T extends Readonly<Record<string, readonly unknown[]>>>(
  values: T,
): Generator<HavcChoices & { -readonly [K in keyof T]: T[K][number] }> {
  const entries = Object.entries(values);
  const total = entries.reduce((count, [, list]) => count * list.length, 1);
  for (let index = 0; index < total; index += 1) {
    let rest = index;
    const chosen: Record<string, unknown> = { ...DEFAULTS };
    for (const [name, list] of entries) {
      chosen[name] = list[rest % list.length];
      rest = Math.floor(rest / list.length);
    }
    yield chosen as unknown as HavcChoices & { -readonly [K in keyof T]: T[K][number] };
  }
}

describe('presetRecipe', () => {
  it('has the original numbers for every preset, model, colour fix, strength and colour map', () => {
    const all = product({
      preset: PRESETS,
      colorModel: MODELS,
      colorFix: FIXES,
      colorTune: STRENGTHS,
      colorMap: MAPS,
    });

    expect(disagreements(all)).toEqual({ asked: 8 * 19 * 10 * 4 * 14, wrong: [] });
  });

  it('has the original numbers for every preset, model, merge and weight', () => {
    const all = product({
      preset: PRESETS,
      colorModel: MODELS,
      combMethod: table.combineMethods.map(({ name }) => name),
      videoTune: table.videoTunes.map(({ name }) => name),
    });

    expect(disagreements(all)).toEqual({ asked: 8 * 19 * 6 * 7, wrong: [] });
  });

  it('has the original steps and numbers for every tune, mode and blend, with looks and without', () => {
    const all = product({
      preset: PRESETS,
      colorModel: SOME_MODELS,
      colorFix: ['magenta/violet', 'retinex/red'],
      colorTune: STRENGTHS,
      colorMap: ['none', 'red->brown'],
      blackWhiteTune: LEVELS,
      blackWhiteMode: MODES,
      blackWhiteBlend: [true, false],
    });

    expect(disagreements(all)).toEqual({ asked: 8 * 3 * 2 * 4 * 2 * 3 * 7 * 2, wrong: [] });
  });

  it.each(PRESETS)('needs a strength for a tune in %s, whatever the mode', (preset) => {
    const all = product({ preset: [preset], blackWhiteMode: MODES, blackWhiteBlend: [true, false] });

    expect(disagreements(all)).toEqual({ asked: 14, wrong: [] });
  });

  it('takes the default of the original for what is not chosen', () => {
    const named = table.defaults as PresetChoices;

    expect(recipeFacts(presetRecipe({}))).toEqual(expected(DEFAULTS));
    expect(presetRecipe(named)).toEqual(presetRecipe({}));
    for (const name of Object.keys(named)) {
      const { [name as keyof PresetChoices]: _, ...others } = named;
      expect(presetRecipe(others)).toEqual(presetRecipe({}));
    }
  });

  it.each([true, false])('gives the second model the tweaks of the caller, adaptive: %s', (lumaConstrained) => {
    const tweaks = {
      brightness: -4,
      contrast: 0.9,
      gamma: 1.7,
      lumaConstrained,
      lumaFloor: 0.25,
      gammaBelow: 0.5,
      gammaDecay: 1.25,
      gammaFloor: 0.75,
    };
    const { color } = recipeFacts(presetRecipe({ colorModel: 'DDColor(Artistic)', tweaks }));
    const tweak = { filter: 'tweak', hueDegrees: 0, saturation: 1, brightness: -4, contrast: 0.9 };
    const levels = { lumaFloor: 0.25, gamma: 1.7, gammaBelow: 0.5, gammaDecay: 1.25, gammaFloor: 0.75, softness: 0.05 };

    expect(color['before']).toEqual(
      lumaConstrained
        ? [
            { ...tweak, gamma: 1 },
            { filter: 'luma-levels', ...levels },
          ]
        : [{ ...tweak, gamma: 1.7 }],
    );
  });

  it.each([
    [{ brightness: 1 }, { brightness: 1, contrast: 1, gamma: 1 }],
    [{ contrast: 2 }, { brightness: 0, contrast: 2, gamma: 1 }],
    [
      { gamma: 2, lumaConstrained: false },
      { brightness: 0, contrast: 1, gamma: 2 },
    ],
  ])('takes a single tweak too: %j', (tweaks, tweak) => {
    const { color } = recipeFacts(presetRecipe({ colorModel: 'DDColor(Artistic)', tweaks }));

    expect(color['before']).toContainEqual({ filter: 'tweak', hueDegrees: 0, saturation: 1, ...tweak });
  });

  it('leaves the look of a tune to its level, as the original has it', () => {
    const rows = table.toneRows.filter(({ mode }) => mode === 4);

    expect(rows).toHaveLength(3);
    for (const { level, after } of rows) {
      expect(TUNE_LOOKS[level as keyof typeof TUNE_LOOKS]).toEqual({
        look: after.look?.look,
        strength: after.look?.share,
      });
    }
  });
});

describe('names of the original', () => {
  const spelled: readonly (readonly [PresetChoices, HavcChoices])[] = [
    [{ preset: 'VeryFast' }, { ...DEFAULTS, preset: 'veryfast' }],
    [{ preset: 'very slow' }, { ...DEFAULTS, preset: 'veryslow' }],
    [{ preset: 'PLACEBO' }, { ...DEFAULTS, preset: 'placebo' }],
    [{ colorModel: 'Artistic+Modelscope' }, { ...DEFAULTS, colorModel: 'Artistic+ModelScope' }],
    [{ colorModel: ' stable + eccv16 ' }, { ...DEFAULTS, colorModel: 'Stable+ECCV16' }],
    [{ colorModel: 'ddcolor(modelscope)' }, { ...DEFAULTS, colorModel: 'DDColor(ModelScope)' }],
    [{ colorModel: 'DeOldify (Video)' }, { ...DEFAULTS, colorModel: 'DeOldify(Video)' }],
    [{ combMethod: 'ChromaBound Adaptive' }, { ...DEFAULTS, combMethod: 'ChromaBound Adaptive' }],
    [{ combMethod: 'chromabound-adaptive' }, { ...DEFAULTS, combMethod: 'ChromaBound Adaptive' }],
    [{ combMethod: 'chroma-bound-adaptive' }, { ...DEFAULTS, combMethod: 'ChromaBound Adaptive' }],
    [{ combMethod: 'LUMA MASKED' }, { ...DEFAULTS, combMethod: 'Luma-Masked' }],
    [{ videoTune: 'Very Vivid' }, { ...DEFAULTS, videoTune: 'VeryVivid' }],
    [{ colorFix: 'Retinex/Red' }, { ...DEFAULTS, colorFix: 'retinex/red' }],
    [{ colorFix: 'Blue / Magenta' }, { ...DEFAULTS, colorFix: 'blue/magenta' }],
    [{ colorTune: 'STRONG' }, { ...DEFAULTS, colorTune: 'strong' }],
    [{ colorMap: 'Red->Brown' }, { ...DEFAULTS, colorMap: 'red->brown' }],
    [{ colorMap: 'RedRose -> Blue' }, { ...DEFAULTS, colorMap: 'redrose->blue' }],
    [
      { blackWhiteTune: 'Medium', blackWhiteMode: 6 },
      { ...DEFAULTS, blackWhiteTune: 'medium', blackWhiteMode: 6 },
    ],
  ];

  it.each(spelled)('are understood in any case, with spaces and hyphens or without: %j', (given, plain) => {
    expect(recipeFacts(presetRecipe(given))).toEqual(expected(plain));
  });

  const wrong: readonly (readonly [PresetChoices, string, string])[] = [
    [{ preset: 'mediun' }, 'mediun', 'medium'],
    [{ colorModel: 'Vidoe+Artistic' }, 'Vidoe', 'video'],
    [{ colorModel: 'Video+ModelScop' }, 'ModelScop', 'modelscope'],
    [{ colorModel: 'DDColor(Modelscoop)' }, 'Modelscoop', 'modelscope'],
    [{ combMethod: 'luma-mask' }, 'luma-mask', 'luma-masked'],
    [{ videoTune: 'stabel' }, 'stabel', 'stable'],
    [{ colorFix: 'magneta/violet' }, 'magneta/violet', 'magenta/violet'],
    [{ colorTune: 'ligth' }, 'ligth', 'light'],
    [{ colorMap: 'red->browm' }, 'red->browm', 'red->brown'],
    [{ colorTemp: 'very hihg' }, 'very hihg', 'high'],
    [{ blackWhiteTune: 'stron' }, 'stron', 'strong'],
  ];

  it.each(wrong)('are refused when unknown, with the nearest: %j', (given, value, nearest) => {
    const message = refusal(given);

    expect(message).toContain(value);
    expect(message.toLowerCase()).toContain(nearest);
  });

  const senseless: readonly (readonly [unknown, RegExp])[] = [
    [{ colorModel: 'DDColor(Siggraph17)' }, /colorModel/],
    [{ colorModel: 'Zhang(Artistic)' }, /colorModel/],
    [{ colorModel: 'ModelScope+Video' }, /colorModel/],
    [{ colorModel: 'Video+Artistic+ECCV16' }, /colorModel/],
    [{ colorModel: 'Video+' }, /colorModel/],
    [{ colorModel: '' }, /colorModel/],
    [{ colorMap: '180:280|+140' }, /colorMap/],
    [{ colorMap: '400:500|0.5,0.1' }, /colorMap/],
    [{ blackWhiteMode: 7 }, /blackWhiteMode/],
    [{ blackWhiteMode: -1 }, /blackWhiteMode/],
    [{ blackWhiteMode: 1.5 }, /blackWhiteMode/],
    [{ preset: 5 }, /preset/],
    [{ preset: 'constructor' }, /preset/],
    [{ colorFix: '__proto__' }, /colorFix/],
    [{ colourFix: 'none' }, /colourFix/],
    [{ tweaks: { gama: 1 } }, /tweaks\.gama.*gamma/],
    [{ tweaks: { gamma: 0 } }, /tweaks\.gamma/],
    [{ tweaks: { gamma: Number.NaN }, colorTune: 'none' }, /tweaks\.gamma/],
    [{ tweaks: { lumaConstrained: 1 } }, /tweaks\.lumaConstrained/],
    [{ tweaks: [0, 1, 2.5] }, /tweaks/],
    [null, /choices/],
  ];

  it.each(senseless)('are refused by the name of the choice where nothing is near: %j', (given, place) => {
    expect(refusal(given)).toMatch(place);
  });

  it.each(table.colorTemps.filter(({ shareOfPerFrameColors }) => shareOfPerFrameColors !== null))(
    'say what is still missing for colour temperature $name',
    ({ name }) => {
      expect(refusal({ colorTemp: name })).toMatch(/ColorMNet|exemplar/i);
    },
  );
});

describe('the comparison', () => {
  it.each([
    { preset: 'placebo', colorTune: 'strong', colorMap: 'red->brown' },
    { preset: 'veryslow', blackWhiteTune: 'light', blackWhiteMode: 1 },
    { preset: 'medium', combMethod: 'Constrained-Chroma', colorModel: 'Artistic+ModelScope' },
    { preset: 'slow', colorFix: 'retinex/red', blackWhiteTune: 'strong', blackWhiteMode: 6 },
    { preset: 'fast', colorFix: 'none', colorMap: 'blue->green', combMethod: 'Chroma-Retention' },
  ])('notices every number, name and switch of %j that is off', (given) => {
    const choices = { ...DEFAULTS, ...given };
    const right = expected(choices);
    const recipe = presetRecipe(choices as PresetChoices);
    const fields = ['size', 'luma', 'prepare', 'color', 'filters'] as const;
    const picture = Object.fromEntries(fields.map((field) => [field, recipe[field]]));

    expect(recipeFacts(recipe)).toEqual(right);
    let changed = 0;
    for (const broken of withOneLeafChanged(picture)) {
      changed += 1;
      const facts: RecipeFacts = recipeFacts({ ...recipe, ...(broken as object) });
      expect(isDeepStrictEqual(facts, right), JSON.stringify(broken)).toBe(false);
    }
    expect(changed).toBeGreaterThan(20);
  });

  it('has the same size of networks in pixels and in render factors', () => {
    for (const { ddcolorInput, secondRenderFactor, firstRenderFactor, zhangInput } of table.presets) {
      expect(ddcolorInput).toBe(16 * secondRenderFactor);
      expect(firstRenderFactor).toBe(secondRenderFactor);
      expect(zhangInput).toBe(256);
    }
  });

  it('has one row for each combination', () => {
    const { secondModelFixes, lastFixes, colorMaps } = colorChoices;

    expect(FIXES).toHaveLength(10);
    expect(STRENGTHS).toHaveLength(4);
    expect(MAPS).toHaveLength(12 + 2);
    expect(namesOf(secondModelFixes.map((row) => `${row.secondModel} ${row.fix} ${row.strength}`))).toHaveLength(160);
    expect(namesOf(lastFixes.map((row) => `${row.fix} ${row.strength}`))).toHaveLength(40);
    expect(namesOf(colorMaps.map((row) => `${row.map} ${row.strength}`))).toHaveLength(56);
    expect(table.colorModels.filter(({ listed }) => listed)).toHaveLength(14);
    expect(namesOf(MODELS)).toHaveLength(19);
  });
});

/** The message of the HavcError that these choices cause. */
function refusal(given: unknown): string {
  try {
    presetRecipe(given as PresetChoices);
  } catch (error) {
    if (HavcError.is(error)) return error.message;
    throw error;
  }
  throw new Error(`Nothing was refused in ${JSON.stringify(given)}.`);
}

/** Copies of a value, each with one of its leaves changed. */
function* withOneLeafChanged(value: unknown): Generator<unknown> {
  if (typeof value === 'number') yield value + 0.015625;
  else if (typeof value === 'boolean') yield !value;
  else if (typeof value === 'string') yield `${value}x`;
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const broken of withOneLeafChanged(item)) yield value.with(index, broken);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      for (const broken of withOneLeafChanged(item)) yield { ...value, [name]: broken };
    }
  }
}

function namesOf(list: readonly string[]): string[] {
  return [...new Set(list)];
}
