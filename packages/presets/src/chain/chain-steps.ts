import { COLOR_MAPS, type ColorMapName, colorMap } from '@havc/filters';
import { z } from 'zod';
import { STABILIZER } from '../presets/named-choices.ts';
import { softness } from '../recipe/hue-schema.ts';
import { type Step, type StepInput, step } from '../recipe/step-schemas.ts';

type MapName = Exclude<ColorMapName, 'none'>;

/** A named change of hues, which chains have besides the steps of recipes. */
const colorMapStep = z.strictObject({
  filter: z.literal('color-map'),
  map: z.enum(Object.keys(COLOR_MAPS).filter((name): name is MapName => name !== 'none')),
  keep: z.number().min(0).max(1).default(0),
  softness,
});

/** One step of a chain: those of recipes, and named changes of hues. */
export const chainStep = z.discriminatedUnion('filter', [...step.options, colorMapStep]);

/** A step of a chain, with all its numbers. */
export type ChainStep = z.output<typeof chainStep>;

/** The name of a step in a chain. */
export type ChainStepName = ChainStep['filter'];

/** What each step does, in a phrase. */
export const STEP_WORDS: Readonly<Record<ChainStepName, string>> = {
  tweak: 'hue, saturation, brightness, contrast and gamma of the whole picture',
  'luma-levels': 'lifts dark frames',
  hues: 'calms, strengthens or turns some hues',
  'color-map': 'turns some hues into others',
  'darken-shadows': 'takes colour out of shadows',
  'smooth-chroma': 'calms colours in dark parts',
  denoise: 'balances white, and takes colour noise away',
  balance: 'balances white',
  'adjust-rgb': "factors, biases and gammas of R', G', B'",
  'auto-levels': 'evens out light',
  tune: 'cleans up contrast and cast',
  retinex: 'evens out light by retinex',
  look: 'gives the picture one of the built-in looks',
  lut: 'applies a look from a .cube file',
  mix: 'lays a share of what other steps make over the picture',
  stabilizer:
    'shadows, dark parts, hues, mean over time and deflicker in one; alone with the contents that preset medium has',
  'stabilize-chroma': 'averages colours over the frames of a shot',
  deflicker: 'calms samples that alternate from frame to frame',
  'limit-chroma': 'holds colours near those of the frame before',
};

/** The setting that a word means which stands alone behind a step's name. */
export const LONE_SETTINGS = {
  hues: 'ranges',
  'color-map': 'map',
  look: 'look',
  lut: 'file',
  tune: 'level',
  'auto-levels': 'level',
} as const satisfies Partial<Record<ChainStepName, string>>;

/** {@link LONE_SETTINGS} of any step. */
export function loneSettingOf(name: ChainStepName): string | undefined {
  return Object.hasOwn(LONE_SETTINGS, name) ? LONE_SETTINGS[name as keyof typeof LONE_SETTINGS] : undefined;
}

/** What a stabiliser can have in it. */
export const STABILIZER_PARTS = ['dark', 'smooth', 'hues', 'stabilize', 'deflicker'] as const;

/** A stabiliser of which no part is said has the usual ones. */
export function withUsualParts(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (input['filter'] !== 'stabilizer' || STABILIZER_PARTS.some((part) => part in input)) return input;
  return { ...input, ...STABILIZER, deflicker: {} };
}

/** A chain's step as a step of a recipe. */
export function toRecipeStep(given: ChainStep): Step {
  if (given.filter !== 'color-map') return given;
  const { map, keep, softness: width } = given;
  // Every name but none has a change.
  const { ranges, ...change } = colorMap(map, keep)!;
  const input: StepInput = {
    filter: 'hues',
    ranges: ranges.map(({ from, to }) => ({ from, to })),
    ...change,
    softness: width,
  };
  return step.parse(input);
}
