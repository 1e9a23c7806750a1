import { HavcError } from '@havc/core';
import { nameAdvice } from '../nearest-name.ts';
import type { PresetChoices, SecondModelTweaks } from './preset-choices.ts';

/** The names of all choices. */
export const CHOICE_NAMES = [
  'preset',
  'colorModel',
  'combMethod',
  'videoTune',
  'colorFix',
  'colorTune',
  'colorMap',
  'colorTemp',
  'blackWhiteTune',
  'blackWhiteMode',
  'blackWhiteBlend',
  'tweaks',
] as const satisfies readonly (keyof PresetChoices)[];

/** The limits of {@link SecondModelTweaks}, those of the steps that they become. */
const TWEAK_LIMITS = {
  brightness: [-255, 255],
  contrast: [0, 10],
  gamma: [0.01, 10],
  lumaConstrained: undefined,
  lumaFloor: [0, 1],
  gammaBelow: [0, 1],
  gammaDecay: [0, 10],
  gammaFloor: [0.01, 10],
} as const satisfies Record<keyof SecondModelTweaks, readonly [number, number] | undefined>;

/**
 * Checks that choices have no names but those that there are, and the tweaks' values, also where the other choices make
 * them count for nothing.
 *
 * @throws HavcError `RECIPE_INVALID` for a name that there isn't, with the nearest one; for a tweak out of range.
 */
export function ensureKnownChoices(choices: PresetChoices): void {
  if (typeof choices !== 'object' || choices === null || Array.isArray(choices)) {
    throw invalid('The choices must be an object, like { preset: "slow" }.');
  }
  for (const name of Object.keys(choices)) ensureName(name, '', CHOICE_NAMES);
  const { tweaks } = choices;
  if (tweaks === undefined) return;
  if (typeof tweaks !== 'object' || tweaks === null || Array.isArray(tweaks)) {
    throw invalid('tweaks must be an object, like { gamma: 2.5 }.');
  }
  for (const [name, value] of Object.entries(tweaks)) {
    ensureName(name, 'tweaks.', Object.keys(TWEAK_LIMITS));
    const limits = TWEAK_LIMITS[name as keyof SecondModelTweaks];
    if (limits === undefined) {
      if (typeof value !== 'boolean') throw invalid(`tweaks.${name} must be true or false, got ${shown(value)}.`);
    } else if (!(typeof value === 'number' && value >= limits[0] && value <= limits[1])) {
      throw invalid(`tweaks.${name} must be a number from ${limits[0]} to ${limits[1]}, got ${shown(value)}.`);
    }
  }
}

function ensureName(name: string, place: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const advice = nameAdvice(name, names);
  throw invalid(`${place}${name} doesn't exist: ${advice}${advice.endsWith('?') ? '' : '.'}`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}

function invalid(message: string): HavcError {
  return new HavcError('RECIPE_INVALID', message);
}
