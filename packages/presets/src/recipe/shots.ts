import { type FilmPosition, HavcError, parseFilmPosition } from '@havc/core';
import { completeRecipe } from './complete-recipe.ts';
import type { JsonObject, JsonValue } from './ensure-bounded.ts';
import { setAtPath } from './recipe-path.ts';
import type { Recipe, RecipeShot } from './recipe-schema.ts';

/** A range of a film, as places. */
export interface FilmRange {
  readonly from: FilmPosition | undefined;
  /** Where it ends: that frame is left out. */
  readonly to: FilmPosition | undefined;
}

/** What all frames of a run share: no shot can change it. */
const SHARED = ['size', 'luma', 'scenes', 'frames', 'shots', 'version', 'made', '$schema', 'extends'] as const;

/**
 * Checks the shots of a recipe: their ranges, and that each gives a recipe that is valid.
 *
 * @throws HavcError `RECIPE_INVALID` that names the shot.
 */
export function ensureShots(recipe: Recipe): void {
  for (const [index, shot] of recipe.shots.entries()) {
    const { from, to } = rangeOfShot(shot, `shots[${index}]`);
    const unit = from && to && unitOf(from) === unitOf(to) ? unitOf(from) : undefined;
    if (unit !== undefined && numberOf(from!) >= numberOf(to!)) {
      throw new HavcError(
        'RECIPE_INVALID',
        `shots[${index}].to must lie after shots[${index}].from: the range is empty.`,
      );
    }
    if (Object.keys(shot.set).length === 0) {
      throw new HavcError(
        'RECIPE_INVALID',
        `shots[${index}].set is empty: say what differs there, or leave the shot out.`,
      );
    }
    for (const path of Object.keys(shot.set)) {
      const [top = ''] = path.split(/[.+]/);
      if (!(SHARED as readonly string[]).includes(top)) continue;
      throw new HavcError(
        'RECIPE_INVALID',
        `shots[${index}].set can't change ${top}, which is one for the whole film; prepare, color and filters may differ.`,
      );
    }
    recipeOfShots(recipe, [index]);
  }
}

/** The range of a shot. */
export function rangeOfShot({ from, to }: Pick<RecipeShot, 'from' | 'to'>, path = 'shot'): FilmRange {
  return { from: placeOf(from, `${path}.from`), to: placeOf(to, `${path}.to`) };
}

/**
 * The recipe of frames that lie in some shots: each shot's changes on top of those before it.
 *
 * @param indexes - of the shots, rising. None gives the recipe without its shots.
 * @throws HavcError `RECIPE_INVALID` that names the shots, where their changes don't go together.
 */
export function recipeOfShots(recipe: Recipe, indexes: readonly number[]): Recipe {
  const { shots, ...base } = recipe;
  if (indexes.length === 0) return { ...base, shots: [] };
  const which = indexes.map((index) => `shots[${index}]`).join(' with ');
  try {
    let whole = base as unknown as JsonObject;
    for (const index of indexes) {
      for (const [path, value] of Object.entries(shots[index]!.set)) whole = setAtPath(whole, path, value as JsonValue);
    }
    return completeRecipe(whole);
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw new HavcError('RECIPE_INVALID', `${which}.set: ${error.message}`, { cause: error });
  }
}

/** Whether a frame lies in a range. A time means the first frame at or after it, to a millisecond. */
export function isInRange({ from, to }: FilmRange, frame: { readonly index: number; readonly time: number }): boolean {
  return (from === undefined || isAtOrAfter(frame, from)) && (to === undefined || !isAtOrAfter(frame, to));
}

/** Beyond this many, overlaps are settled when a frame lies in one. */
const MAX_PAIRS = 1000;

/** Two shots that a frame may lie in together, as their places in the list, rising. */
export interface OverlappingPair {
  readonly pair: readonly [number, number];
  /** False where one range is in times and the other in frames, so that only the film can tell. */
  readonly isCertain: boolean;
}

/** The pairs of ranges that overlap, or may do so. */
export function pairsThatMayOverlap(ranges: readonly FilmRange[]): readonly OverlappingPair[] {
  const pairs: OverlappingPair[] = [];
  for (const [later, two] of ranges.entries()) {
    for (const [earlier, one] of ranges.slice(0, later).entries()) {
      if (pairs.length === MAX_PAIRS) return pairs;
      const orders = [order(one.to, two.from), order(two.to, one.from)];
      if (!orders.includes('apart')) pairs.push({ pair: [earlier, later], isCertain: !orders.includes('unknown') });
    }
  }
  return pairs;
}

/** Whether a range that ends here is over where another begins. */
function order(end: FilmPosition | undefined, start: FilmPosition | undefined): 'apart' | 'together' | 'unknown' {
  if (end === undefined || start === undefined) return 'together';
  if (unitOf(end) !== unitOf(start)) return 'unknown';
  return numberOf(end) <= numberOf(start) ? 'apart' : 'together';
}

/** Containers and people round to a millisecond. */
const ROUNDING_SECONDS = 0.0005;

function isAtOrAfter(frame: { readonly index: number; readonly time: number }, place: FilmPosition): boolean {
  return 'frame' in place ? frame.index >= place.frame : frame.time >= place.seconds - ROUNDING_SECONDS;
}

function placeOf(place: number | string | undefined, path: string): FilmPosition | undefined {
  if (place === undefined) return undefined;
  if (typeof place === 'number') return { frame: place };
  const position = parseFilmPosition(place);
  if (position !== undefined) return position;
  throw new HavcError(
    'RECIPE_INVALID',
    `${path} must be a frame's number (1750) or a time such as "00:01:10.5" or "70.5s", got ${JSON.stringify(place)}.`,
  );
}

function unitOf(place: FilmPosition): 'frame' | 'seconds' {
  return 'frame' in place ? 'frame' : 'seconds';
}

function numberOf(place: FilmPosition): number {
  return 'frame' in place ? place.frame : place.seconds;
}
