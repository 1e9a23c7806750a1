import { setMaxListeners } from 'node:events';
import { type Frame, HavcError, mapFrames, type Stage } from '@havc/core';
import { detectScenes } from '@havc/filters';
import { createModelPool, type ModelPool } from '../models/model-pool.ts';
import { findFilmSteps } from '../recipe/ensure-consistent.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { pairsThatMayOverlap, rangeOfShot, recipeOfShots } from '../recipe/shots.ts';
import { colorStage } from './color-stage.ts';
import { chain, filmStages, mapPictures, type StepContext } from './film-steps.ts';
import { pictureFilters } from './picture-steps.ts';
import type { PictureSize } from './render-factor.ts';
import { shotStage } from './shot-stage.ts';

/** What {@link compile} needs besides the recipe: nothing that decides the picture. */
export interface CompileContext extends StepContext {
  /** Where models come from. Default: a pool of its own, which is freed with the result. */
  readonly models?: ModelPool | undefined;
  /** Of the frames in pixels; needed for recipes with `renderFactor: "auto"`. */
  readonly size?: PictureSize | undefined;
}

/** A recipe that is ready to run. */
export interface CompiledRecipe extends AsyncDisposable {
  /** Gray frames to coloured frames of the same size, for one film at a time. */
  readonly stage: Stage;
  /** Frees what was loaded for it; a pool that was passed in stays. Safe to call twice. */
  dispose(): Promise<void>;
}

/**
 * Loads what a recipe needs and gives the stage that does it.
 *
 * Frames come at the recipe's `size`, as `decode` of `@havc/media` gives them. With `luma: "toned"` they leave with
 * `before`, which `encode` needs to let luma follow.
 *
 * @throws HavcError `RECIPE_INVALID`; and as the models do: `MODEL_MISSING`, `WEIGHTS_REFUSED`, `DEVICE_UNAVAILABLE`,
 * `INFERENCE_FAILED`, `ABORTED`.
 */
export async function compile(recipe: Recipe, context: CompileContext = {}): Promise<CompiledRecipe> {
  const own = context.models ? undefined : createModelPool({ signal: context.signal });
  const stop = follow(context.signal);
  const dispose = async () => {
    stop.unfollow();
    await own?.dispose();
  };
  try {
    const { signal } = stop;
    const stage = await recipeStage(recipe, { ...context, signal, models: context.models ?? own! });
    return { stage, dispose, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** A signal for any number of stages: each of them listens, which on the caller's own signal would look like a leak. */
function follow(signal: AbortSignal | undefined) {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', forward, { once: true });
  if (signal?.aborted) forward();
  return { signal: controller.signal, unfollow: () => signal?.removeEventListener('abort', forward) };
}

type Ready = CompileContext & { readonly models: ModelPool };

async function recipeStage(recipe: Recipe, context: Ready): Promise<Stage> {
  const { scenes, luma, shots } = recipe;
  const base = await partStage(recipeOfShots(recipe, []), context);
  const ranges = shots.map((shot) => rangeOfShot(shot));
  // Now, so that models are loaded and mistakes told before the first frame.
  const known = new Map<string, Stage>();
  const prepare = async (indexes: readonly number[]) => {
    known.set(indexes.join(), await partStage(recipeOfShots(recipe, indexes), context));
  };
  for (const index of shots.keys()) await prepare([index]);
  for (const { pair, isCertain } of pairsThatMayOverlap(ranges)) {
    await prepare(pair).catch((error: unknown) => {
      // Perhaps no frame lies in both; if one does, it says so then.
      if (isCertain || !HavcError.is(error, 'RECIPE_INVALID')) throw error;
    });
  }
  const stages: Stage[] = [];
  if (luma === 'toned') stages.push(mapFrames((frame: Frame) => ({ ...frame, before: frame.image })));
  if (scenes && needsScenes(recipe)) stages.push(detectScenes(scenes));
  stages.push(
    shots.length === 0
      ? base
      : shotStage(ranges, async (indexes) => {
          if (indexes.length === 0) return base;
          return known.get(indexes.join()) ?? partStage(recipeOfShots(recipe, indexes), context);
        }),
  );
  return chain(stages);
}

/** What is done to the frames of one shot, or of a film without any. */
async function partStage(recipe: Recipe, context: Ready): Promise<Stage> {
  const { prepare, color, filters, frames } = recipe;
  const stages: Stage[] = [];
  if (prepare.length > 0) {
    stages.push(mapPictures(await pictureFilters(prepare, context.readFile), context.signal));
  }
  stages.push(await colorStage(color, { ...context, path: 'color' }));
  stages.push(...(await filmStages(filters, context)));
  const whole = chain(stages);
  return frames === 'all' ? whole : onlyMarked(whole, frames);
}

function needsScenes(recipe: Recipe): boolean {
  if (recipe.frames !== 'all') return true;
  const parts = [recipe, ...recipe.shots.map((_, index) => recipeOfShots(recipe, [index]))];
  return parts.some((part) => findFilmSteps(part).length > 0);
}

/** A stage that sees only the frames that scene detection has marked; the others pass as they are. */
function onlyMarked(stage: Stage, which: 'cuts' | 'references'): Stage {
  return async function* marked(frames) {
    for await (const frame of frames) {
      if (!frame.scene) {
        throw new HavcError('OPTION_INVALID', `Frame ${frame.index} has no scene marks, which the recipe goes by.`);
      }
      if (which === 'cuts' ? !frame.scene.cut : !frame.scene.reference) yield frame;
      else yield* stage(single(frame));
    }
  };
}

async function* single(frame: Frame): AsyncGenerator<Frame, void, undefined> {
  yield frame;
}
