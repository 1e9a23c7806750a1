import { HavcError } from '@havc/core';
import { nameAdvice, plainName } from '../nearest-name.ts';
import { completeRecipe } from '../recipe/complete-recipe.ts';
import { boundedCopy, type JsonObject } from '../recipe/ensure-bounded.ts';
import type { Recipe, RecipeInput } from '../recipe/recipe-schema.ts';
import { ensureKnownChoices } from './ensure-known-choices.ts';
import { havcPreset } from './havc-preset.ts';
import { SPEEDS } from './named-choices.ts';
import { OWN_PRESETS, type OwnPresetName } from './own-presets.ts';
import { type PresetChoices, readChoices } from './preset-choices.ts';

/**
 * The recipe that named choices mean, before its defaults are filled in.
 *
 * @throws HavcError `RECIPE_INVALID` for a name that there isn't, with the nearest one; for choices beside a preset that
 * doesn't know them.
 */
export function presetInput(choices: PresetChoices): RecipeInput {
  ensureKnownChoices(choices);
  const { preset = 'medium', ...others } = choices;
  const name = presetName(preset);
  if (!isOwn(name)) return { ...havcPreset(readChoices({ ...choices, preset: name })), name };
  const [given] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) {
    throw new HavcError(
      'RECIPE_INVALID',
      `Preset ${name} is a recipe of its own, without ${given}: that is a choice of the presets ` +
        `${Object.keys(SPEEDS).join(', ')}. Its numbers are changed with --set.`,
      { details: { choice: given } },
    );
  }
  return { ...OWN_PRESETS[name].recipe(), name };
}

/**
 * The complete recipe that named choices mean: a preset, and what was chosen beside it.
 *
 * @throws HavcError `RECIPE_INVALID` as {@link presetInput} does.
 */
export function presetRecipe(choices: PresetChoices = {}): Recipe {
  return completeRecipe(presetJson(choices));
}

/** {@link presetInput} as plain data. */
export function presetJson(choices: PresetChoices): JsonObject {
  return boundedCopy(presetInput(choices)) as JsonObject;
}

/** All presets: the original's speeds, then our own. */
export function presetNames(): readonly string[] {
  return [...Object.keys(SPEEDS), ...Object.keys(OWN_PRESETS)];
}

function presetName(text: unknown): string {
  const names = presetNames();
  const found = typeof text === 'string' ? names.find((name) => plainName(name) === plainName(text)) : undefined;
  if (found !== undefined) return found;
  const shown = JSON.stringify(text)?.slice(0, 60) ?? String(text);
  const advice = nameAdvice(String(text), names);
  throw new HavcError('RECIPE_INVALID', `There is no preset ${shown}: ${advice}${advice.endsWith('?') ? '' : '.'}`, {
    details: { choice: 'preset' },
  });
}

function isOwn(name: string): name is OwnPresetName {
  return Object.hasOwn(OWN_PRESETS, name);
}
