import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { fullModelsOf, type Recipe, type WeightsFolder } from '@havc/presets';
import { MADE_WEIGHTS_NOTICE, madeCheckpoints } from '../models/made-checkpoints.ts';
import type { PlacedWeights } from './throughput-job.ts';

/** The weights of a recipe, and what must be said of them. */
export interface RecipeWeights extends PlacedWeights {
  readonly notes: readonly string[];
}

/** Finds the weights that recipes need. */
export interface WeightsFinder {
  /** @throws HavcError `MODEL_MISSING` where some aren't there, and none are made. */
  find(recipe: Recipe): Promise<RecipeWeights>;
}

/** What {@link createWeightsFinder} takes. */
export interface WeightsFinderOptions {
  /** Where official weights are. */
  readonly store: WeightsFolder;
  /** A folder for made ones, or undefined where these aren't wanted. */
  readonly made: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A finder that takes made weights where official ones are missing; each is made once. */
export function createWeightsFinder({ store, made, signal }: WeightsFinderOptions): WeightsFinder {
  const substitutes = made === undefined ? undefined : madeCheckpoints(join(made, 'made-weights'));
  return {
    async find(recipe) {
      const paths: Record<string, string> = {};
      const missing: string[] = [];
      for (const id of fullModelsOf(recipe)) {
        try {
          paths[id] = await store.path(id, { signal });
        } catch (error) {
          if (!substitutes || !HavcError.is(error, 'MODEL_MISSING')) throw error;
          missing.push(id);
          paths[id] = await substitutes.path(id);
        }
      }
      if (missing.length === 0) return { home: store.home, paths, notes: [] };
      // Graphs of made weights have no place in the user's own folder.
      return { home: substitutes!.home, paths, notes: [`${MADE_WEIGHTS_NOTICE} (${missing.join(', ')})`] };
    },
  };
}
