import type { RecipeInput } from '../recipe/recipe-schema.ts';
import type { BoundCall } from './bind-arguments.ts';
import type { ChainState } from './chain-state.ts';
import { type TranslationContext, warnMachine } from './translation.ts';

/** How cuts and references are found, by the parameters that most functions call the same. */
export function readScenes(call: BoundCall): NonNullable<RecipeInput['scenes']> {
  return {
    detector: 'luma',
    threshold: call.number('sc_threshold'),
    offset: call.number('sc_tht_offset'),
    normalize: call.boolean('sc_normalize'),
    white: call.number('sc_tht_white'),
    black: call.number('sc_tht_black'),
    // The original clamps what its documentation allows up to 50.
    minimumInterval: Math.min(call.number('sc_min_int'), 25),
    frequency: call.number('sc_min_freq'),
    similarity: call.number('sc_tht_ssim'),
  };
}

/** `HAVC_SceneDetect`. */
export function translateSceneDetect(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  warnMachine(call, context);
  if (call.number('sc_min_int') > 1 && call.number('sc_tht_ssim') === 0) {
    const message = 'sc_min_int is held here; in the original it loses nearly all cuts where sc_tht_ssim is 0.';
    context.warn('differs', 'sc_min_int', message, call.given('sc_min_int'));
  }
  return { ...state, name: undefined, scenes: readScenes(call) };
}

/** `HAVC_SceneDetectEdges`. */
export function translateSceneDetectEdges(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  warnMachine(call, context);
  return {
    ...state,
    name: undefined,
    scenes: {
      detector: 'edges',
      threshold: call.number('sc_threshold'),
      offset: call.number('sc_tht_offset'),
      multiplier: call.number('sc_mult_tht'),
      white: call.number('sc_tht_white'),
      black: call.number('sc_tht_black'),
      minimumInterval: call.number('sc_min_int'),
      similarity: call.number('sc_tht_ssim'),
    },
  };
}
