import { completeRecipe } from '../recipe/complete-recipe.ts';
import { boundedCopy, type JsonObject } from '../recipe/ensure-bounded.ts';
import { findFilmSteps } from '../recipe/ensure-consistent.ts';
import { RECIPE_VERSION, type Recipe, type RecipeInput } from '../recipe/recipe-schema.ts';
import { callError } from './call-error.ts';
import type { ChainState } from './chain-state.ts';
import type { HavcWarning } from './havc-warning.ts';
import { parseCalls } from './parse-calls.ts';
import { translateScript } from './translate-script.ts';

/** What {@link recipeFromHavc} gives. */
export interface HavcTranslation {
  /** Complete: every number is said. */
  readonly recipe: Recipe;
  /** What a person should know, in the order of the script. */
  readonly warnings: readonly HavcWarning[];
}

/**
 * The recipe that a call of HAVC means, or a whole VapourSynth script with several. The text is read, never run.
 *
 * Calls on the same clip become one recipe: the last colouring of the clip that is given out, and the filters around it.
 * Warnings say what had no effect in the original, what this version can't do yet, what belongs to the command's options,
 * and where a corrected mistake shows.
 *
 * @throws HavcError `RECIPE_INVALID` with line and column for what can't be read or computed, for a function or
 * parameter that there isn't (with the nearest), and for a value of a wrong type or out of the original's range.
 */
export function recipeFromHavc(text: string): HavcTranslation {
  const script = parseCalls(text);
  const { result, warnings: found } = translateScript(script);
  if (result === undefined) {
    const place = script.statements[0] ?? { line: 1, column: 1 };
    throw callError(place, 'nothing in the text colours or changes a clip.');
  }
  const warnings = [...found];
  if (result.color === undefined) {
    const message =
      'No call colours the clip: the recipe leaves its colours and applies the filters, as `havc filter` does to coloured footage.';
    warnings.push({ kind: 'left-out', message, line: result.calls[0]?.line ?? 1 });
  }
  const every = completeRecipe(boundedCopy({ ...recipeOf(result), frames: 'all' }) as JsonObject);
  const mixes = result.frames !== 'all' && findFilmSteps(every).length > 0;
  if (mixes) {
    const message =
      'sc_threshold and sc_min_freq would leave most frames gray, and the filters after it mix frames with their neighbours: all frames are coloured.';
    warnings.push({ kind: 'differs', parameter: 'sc_threshold', message, line: result.calls[0]?.line ?? 1 });
  }
  warnings.sort((a, b) => a.line - b.line);
  return { recipe: { ...every, frames: mixes ? 'all' : result.frames }, warnings };
}

function recipeOf({ name, size, toned, scenes, frames, prepare, color, filters }: ChainState): RecipeInput {
  return {
    version: RECIPE_VERSION,
    name: name ?? 'from HAVC',
    size,
    luma: toned ? 'toned' : 'source',
    ...(scenes === undefined ? {} : { scenes }),
    frames,
    prepare: [...prepare],
    color: color ?? { model: 'identity' },
    filters: [...filters],
  };
}
