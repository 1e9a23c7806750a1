import { dirname } from 'node:path';
import { HavcError } from '@havc/core';
import type { JsonObject, PresetChoices, Recipe } from '@havc/presets';
import { readBounded } from '@havc/presets';
import { DEFAULT_MODEL, ensureModelName } from '../models/catalogue.ts';
import { exists } from '../overwrite.ts';
import { CHOICE_OPTIONS, type RecipeChange, type RecipeFlags } from './recipe-options.ts';

/** A recipe, and where it came from. */
export interface RunRecipe {
  readonly recipe: Recipe;
  /** Where files are that it names; undefined for anywhere, where the user has named them. */
  readonly folder: string | undefined;
  /** The file that it was read from. */
  readonly file?: string;
}

/** Ten thousand shots take about two. */
export const MAX_RECIPE_BYTES = 16 << 20;

/**
 * The recipe that the options mean: a file, a preset with what was chosen beside it, or a single model; with `--set`,
 * `--size` and `--keep-luma` on top. Without any of them, the built-in model.
 *
 * @throws HavcError `RECIPE_INVALID`; `OPTION_INVALID` for options that don't go together; `INPUT_MISSING`,
 * `INPUT_UNREADABLE` for the file.
 */
export async function readRecipe(flags: RecipeFlags): Promise<RunRecipe> {
  const { parseRecipe } = await import('@havc/presets');
  ensureTogether(flags);
  const set = changesOf(flags);
  if (flags.recipe !== undefined) {
    const text = await readBounded(flags.recipe, MAX_RECIPE_BYTES, 'recipe');
    const recipe = parseRecipe(text.toString('utf8'), { name: flags.recipe, set });
    return { recipe, folder: dirname(flags.recipe), file: flags.recipe };
  }
  const choices = choicesOf(flags);
  const document = choices ? { extends: choices as JsonObject } : await singleModel(flags);
  return { recipe: parseRecipe(document, { set }), folder: '.' };
}

/**
 * The recipe of a preset, or of a file, with changes on top: a name that isn't a preset's is a file's.
 *
 * @throws HavcError as {@link readRecipe} does.
 */
export async function recipeByName(name: string, flags: RecipeFlags = {}): Promise<Recipe> {
  const { presetNames } = await import('@havc/presets');
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');
  const preset = presetNames().find((known) => plain(known) === plain(name));
  // Something like a path is a file; anything else is a preset's name, maybe misspelt, unless there is such a file.
  const isFile = preset === undefined && (/[./\\]/.test(name) || (await exists(name)));
  const { recipe } = await readRecipe({ ...flags, ...(isFile ? { recipe: name } : { preset: preset ?? name }) });
  return recipe;
}

function changesOf({ set = [], size, keepLuma }: RecipeFlags): readonly RecipeChange[] {
  return [
    ...set,
    ...(size === undefined ? [] : [['size', size] as const]),
    ...(keepLuma ? [['luma', 'source'] as const] : []),
  ];
}

/** What was chosen by name, or undefined for nothing. */
function choicesOf(flags: RecipeFlags): PresetChoices | undefined {
  const { preset, bwTune, bwMode, bwBlend, ...others } = flags;
  const { colorModel, combMethod, videoTune, colorFix, colorTune, colorMap, colorTemp } = others;
  const chosen = {
    ...{ preset, colorModel, combMethod, videoTune, colorFix, colorTune, colorMap, colorTemp },
    ...{ blackWhiteTune: bwTune, blackWhiteMode: bwMode, blackWhiteBlend: bwBlend === false ? false : undefined },
  };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

async function singleModel({ model = DEFAULT_MODEL, renderFactor, videoBlend }: RecipeFlags): Promise<JsonObject> {
  ensureModelName(model);
  const settings = {
    ...(renderFactor !== undefined && { renderFactor }),
    ...(videoBlend !== undefined && { videoBlend }),
  };
  const name = model === DEFAULT_MODEL ? 'built-in' : model;
  return { version: 1, name, color: { model, ...settings } };
}

/** Options that say the same thing in two ways. */
function ensureTogether(flags: RecipeFlags): void {
  const model = Object.entries({
    '--model': flags.model,
    '--render-factor': flags.renderFactor,
    '--video-blend': flags.videoBlend,
  }).find(([, value]) => value !== undefined)?.[0];
  const choice = flags.preset === undefined ? firstChoice(flags) : '--preset';
  if (flags.recipe !== undefined && choice !== undefined) {
    throw clash('--recipe', choice, 'a recipe file says itself what it extends: { "extends": { "preset": "medium" } }');
  }
  const other = flags.recipe === undefined ? choice : '--recipe';
  if (model === undefined || other === undefined) return;
  const advice =
    model === '--model'
      ? '--color-model chooses the models of a preset'
      : 'with these, --set changes it, e.g. --set color.first.renderFactor=28';
  throw clash(model, other, `${model} is for a single model; ${advice}`);
}

function firstChoice(flags: RecipeFlags): string | undefined {
  const given = { ...flags, bwBlend: flags.bwBlend === false ? false : undefined };
  const found = Object.entries(CHOICE_OPTIONS).find(([name]) => given[name as keyof typeof given] !== undefined);
  return found?.[1];
}

function clash(one: string, other: string, advice: string): HavcError {
  return new HavcError('OPTION_INVALID', `${one} and ${other} can't be given together: ${advice}.`, {
    details: { option: one },
  });
}
