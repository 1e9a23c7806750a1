import type { Colorizer } from '@havc/core';
import type { DecisionSubject } from '../progress/run-event.ts';
import type { LoadedModel } from './load-model.ts';
import { retryColorizer } from './retry-colorizer.ts';

/**
 * Tells which device a model runs on, and what must be said of its colours.
 *
 * @returns the model's colourizer, which gets over a crash of its process, and tells of that too.
 */
export function introduceModel(
  model: LoadedModel,
  decide: (subject: DecisionSubject, message: string) => void,
): Colorizer {
  decide('device', model.deviceNote);
  if (model.notice !== undefined) decide('model', model.notice);
  return retryColorizer(model.colorizer, (error) => {
    decide('device', `${error.message} The picture is tried again in a fresh process.`);
  });
}
