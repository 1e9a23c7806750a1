import type { DecisionSubject } from '../progress/run-event.ts';
import type { LoadedModel } from './load-model.ts';

/** Tells which device a model runs on, and what must be said of its colours. */
export function tellModel(model: LoadedModel, decide: (subject: DecisionSubject, message: string) => void): void {
  decide('device', model.deviceNote);
  if (model.notice !== undefined) decide('model', model.notice);
}
