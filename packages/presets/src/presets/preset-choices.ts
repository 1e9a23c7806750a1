import { HavcError } from '@havc/core';
import { COLOR_MAPS, type ColorMapName, colorMap, type HueExpression, parseHueExpression } from '@havc/filters';
import { isFullModel, type ModelName } from '../models/model-names.ts';
import { nameAdvice, nearestName, plainName } from '../nearest-name.ts';
import {
  BLACK_WHITE_MODES,
  COLOR_FIXES,
  COLOR_TEMPS,
  COMB_METHODS,
  FIRST_MODELS,
  MAP_KEEPS,
  SECOND_MODELS,
  SPEEDS,
  type SpeedName,
  STRENGTHS,
  type Strength,
  VIDEO_TUNES,
} from './named-choices.ts';

/**
 * What the original's front end lets people choose, by name. Capitals, spaces, hyphens and underscores don't matter, so
 * that its own spelling is taken too: `ChromaBound Adaptive`, `Very High`.
 */
export interface PresetChoices {
  /** placebo, veryslow, slower, slow, medium (the default), fast, faster or veryfast. */
  readonly preset?: string | undefined;
  /**
   * `video+artistic` (the default): any of video, stable, artistic, then any of modelscope, artistic, siggraph17,
   * eccv16; or one model alone: `deoldify(video)`, `ddcolor(artistic)`, `zhang(eccv16)`.
   */
  readonly colorModel?: string | undefined;
  /** How two models are merged: simple (the default), constrained-chroma, luma-masked, adaptive-luma, chroma-retention, chromabound adaptive. */
  readonly combMethod?: string | undefined;
  /** The second model's share: verystable (0.2), morestable, stable (0.4, the default), balanced, vivid, morevivid, veryvivid (0.8). */
  readonly videoTune?: string | undefined;
  /** The hues to calm: none, magenta, magenta/violet (the default), violet, violet/red, blue/magenta, yellow, yellow/orange, yellow/green, retinex/red. */
  readonly colorFix?: string | undefined;
  /** How much: none, light (the default), medium, strong. None also switches the second model's tweaks and the mean over time off. */
  readonly colorTune?: string | undefined;
  /** A colour map's name, `none` (the default), or a change of hues such as `30:90|+300,0.8`. */
  readonly colorMap?: string | undefined;
  /** Stabilisation by an exemplar model. Only `none` in this version. */
  readonly colorTemp?: string | undefined;
  /** How much tone is cleaned up: none (the default), light, medium, strong. */
  readonly blackWhiteTune?: string | undefined;
  /** How: 0 CLAHE on luma (the default), 1 equalisation, 2 CLAHE on R'G'B', 3 both, 4 a look, 5 retinex, 6 retinex before colouring. */
  readonly blackWhiteMode?: number | undefined;
  /** Whether dark frames keep most of themselves. Default true. */
  readonly blackWhiteBlend?: boolean | undefined;
  /** What the second model sees. */
  readonly tweaks?: SecondModelTweaks | undefined;
}

/** What is done to the picture that the second model sees: the original's tweak array, by name. */
export interface SecondModelTweaks {
  /** Added, in codes, −255..255. Default 0. */
  readonly brightness?: number;
  /** 0..10. Default 1. */
  readonly contrast?: number;
  /** Above 1 brightens; 0.01..10. Default 2.5. */
  readonly gamma?: number;
  /** Whether gamma follows the frame's luma; the next four count only then. Default true. */
  readonly lumaConstrained?: boolean;
  /** Mean luma that darker frames are lifted to, 0..1. Default 0.3. */
  readonly lumaFloor?: number;
  /** Mean luma below which gamma acts, 0..1. Default 0.6. */
  readonly gammaBelow?: number;
  /** How fast gamma falls with luma, 0..10. Default 1.5. */
  readonly gammaDecay?: number;
  /** What gamma doesn't fall below. Default 0.5. */
  readonly gammaFloor?: number;
}

/** The models that a choice means. */
export interface ChosenModels {
  readonly first: (typeof FIRST_MODELS)[keyof typeof FIRST_MODELS] | undefined;
  readonly second: (typeof SECOND_MODELS)[keyof typeof SECOND_MODELS] | undefined;
}

/** {@link PresetChoices}, read and complete. */
export interface ReadChoices extends ChosenModels {
  readonly speed: SpeedName;
  readonly method: (typeof COMB_METHODS)[keyof typeof COMB_METHODS];
  readonly weight: number;
  readonly fix: keyof typeof COLOR_FIXES;
  readonly strength: Strength;
  readonly map: HueExpression | undefined;
  readonly mapName: ColorMapName | undefined;
  readonly tone: Strength;
  readonly toneMode: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly toneBlend: boolean;
  readonly tweaks: Required<SecondModelTweaks>;
}

/** The original's default for what the second model sees. */
export const DEFAULT_TWEAKS: Required<SecondModelTweaks> = {
  brightness: 0,
  contrast: 1,
  gamma: 2.5,
  lumaConstrained: true,
  lumaFloor: 0.3,
  gammaBelow: 0.6,
  gammaDecay: 1.5,
  gammaFloor: 0.5,
};

/**
 * Reads choices and fills in the defaults.
 *
 * @throws HavcError `RECIPE_INVALID` for a name that there isn't, with the nearest one.
 */
export function readChoices(choices: PresetChoices): ReadChoices {
  const speed = choose('preset', choices.preset ?? 'medium', keysOf(SPEEDS));
  const models = readColorModel(choices.colorModel ?? 'video+artistic');
  const strength = choose('colorTune', choices.colorTune ?? 'light', STRENGTHS);
  const temperature = choose('colorTemp', choices.colorTemp ?? 'none', COLOR_TEMPS);
  if (temperature !== 'none') {
    throw invalid(
      'colorTemp',
      `colorTemp ${temperature} needs the exemplar model ColorMNet, which this version doesn't have yet: leave it out. ` +
        'What calms colours over time today: --set filters.stabilizer.stabilize.frames=9, or the preset steady.',
    );
  }
  const { map, mapName } = readColorMap(choices.colorMap ?? 'none', strength);
  const toneMode = choices.blackWhiteMode ?? 0;
  if (!(Number.isInteger(toneMode) && toneMode >= 0 && toneMode <= BLACK_WHITE_MODES.length)) {
    throw invalid(
      'blackWhiteMode',
      `blackWhiteMode must be a whole number from 0 to 6, got ${JSON.stringify(toneMode)}.`,
    );
  }
  const toneBlend = choices.blackWhiteBlend ?? true;
  if (typeof toneBlend !== 'boolean') throw invalid('blackWhiteBlend', 'blackWhiteBlend must be true or false.');
  return {
    ...models,
    ...{ speed, strength, map, mapName, toneBlend, toneMode: toneMode as ReadChoices['toneMode'] },
    method: COMB_METHODS[choose('combMethod', choices.combMethod ?? 'simple', keysOf(COMB_METHODS))],
    weight: VIDEO_TUNES[choose('videoTune', choices.videoTune ?? 'stable', keysOf(VIDEO_TUNES))],
    fix: choose('colorFix', choices.colorFix ?? 'magenta/violet', keysOf(COLOR_FIXES)),
    tone: choose('blackWhiteTune', choices.blackWhiteTune ?? 'none', STRENGTHS),
    tweaks: { ...DEFAULT_TWEAKS, ...choices.tweaks },
  };
}

/** The names of the colour models that the original's documentation lists. */
export const COLOR_MODEL_NAMES = [
  'video+artistic',
  'stable+artistic',
  'video+modelscope',
  'stable+modelscope',
  'artistic+modelscope',
  'video+siggraph17',
  'video+eccv16',
  'deoldify(video)',
  'deoldify(stable)',
  'deoldify(artistic)',
  'ddcolor(artistic)',
  'ddcolor(modelscope)',
  'zhang(siggraph17)',
  'zhang(eccv16)',
] as const;

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  deoldify: keysOf(FIRST_MODELS),
  ddcolor: ['modelscope', 'artistic'],
  zhang: ['siggraph17', 'eccv16'],
};

function readColorModel(text: string): ChosenModels {
  const plain = plainName(ensureText('colorModel', text));
  const [one = '', other, more] = plain.split('+');
  if (other !== undefined && more === undefined) {
    return {
      first: FIRST_MODELS[choose('colorModel', one, keysOf(FIRST_MODELS), text)],
      second: SECOND_MODELS[choose('colorModel', other, keysOf(SECOND_MODELS), text)],
    };
  }
  const [, family = '', model = ''] = /^(\w+)\((\w+)\)$/.exec(plain) ?? [];
  const known = Object.hasOwn(FAMILIES, family) ? FAMILIES[family]! : [];
  if (!known.includes(model)) {
    throw invalid('colorModel', `There is no colorModel ${shown(text)}: ${nameAdvice(text, COLOR_MODEL_NAMES)}.`);
  }
  if (family === 'deoldify') return { first: FIRST_MODELS[model as keyof typeof FIRST_MODELS], second: undefined };
  return { first: undefined, second: SECOND_MODELS[model as keyof typeof SECOND_MODELS] };
}

/** A colour map by name, with the share that the strength says; or a change of hues of the user's own. */
function readColorMap(
  text: string,
  strength: Strength,
): { readonly map: HueExpression | undefined; readonly mapName: ColorMapName | undefined } {
  const names = keysOf(COLOR_MAPS);
  const plain = plainName(ensureText('colorMap', text));
  if (plain === 'none' || plain === '') return { map: undefined, mapName: undefined };
  const mapName = names.find((name) => plainName(name) === plain);
  if (mapName !== undefined) return { map: colorMap(mapName, MAP_KEEPS[strength]), mapName };
  if (!/[:|]/.test(text)) {
    const near = nearestName(text, names);
    const advice = near === undefined ? `there are: none, ${names.join(', ')}.` : `did you mean ${near}?`;
    throw invalid(
      'colorMap',
      `There is no colorMap ${shown(text)}: ${advice} A change of hues is written like 30:90|+300,0.8.`,
    );
  }
  try {
    return { map: parseHueExpression(text), mapName: undefined };
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw new HavcError('RECIPE_INVALID', `colorMap: ${error.message}`, { cause: error });
  }
}

function choose<Name extends string>(choice: string, text: string, names: readonly Name[], whole = text): Name {
  const plain = plainName(ensureText(choice, text));
  const found = names.find((name) => plainName(name) === plain);
  if (found !== undefined) return found;
  throw invalid(choice, `There is no ${choice} ${shown(whole)}: ${nameAdvice(text, names)}.`);
}

function ensureText(choice: string, text: unknown): string {
  if (typeof text === 'string') return text;
  throw invalid(choice, `${choice} must be a name, got ${shown(text)}.`);
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

function invalid(choice: string, message: string): HavcError {
  return new HavcError('RECIPE_INVALID', message.replace(/\?\.$/, '?'), { details: { choice } });
}

/** Whether both models of a choice are full ones; all of them are. */
export function modelsOf({ first, second }: ChosenModels): readonly ModelName[] {
  return [first, second].filter((model) => model !== undefined && isFullModel(model)) as ModelName[];
}
