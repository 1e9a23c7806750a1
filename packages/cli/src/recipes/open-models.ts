import type { ModelPool, Recipe } from '@havc/presets';
import type { DeviceName } from '../models/catalogue.ts';
import { describeDevice } from '../models/describe-device.ts';
import { openStore } from '../models/open-store.ts';
import type { Reporter } from '../progress/reporter.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import type { Streams } from '../streams.ts';
import { settleWeights } from './settle-weights.ts';

/** Where models run and how; nothing of it is in a recipe. */
export interface ModelRunFlags {
  readonly device: DeviceName;
  readonly precision: 'fp32' | 'fp16' | undefined;
  readonly allowFallback: boolean;
}

/** What {@link openModels} needs besides. */
export interface OpenModelsContext {
  readonly streams: Streams;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

/**
 * The models of a run, none loaded yet; what becomes of them is told as decisions.
 *
 * @param flags - undefined where the recipe colours nothing, and there is nothing to tell of models.
 * @param film - whether they will see the frames of one film, in their order.
 * @throws HavcError `MODEL_MISSING` for weights that aren't there, before anything is loaded.
 */
export async function openModels(
  recipes: readonly Recipe[],
  flags: ModelRunFlags | undefined,
  film: boolean,
  context: OpenModelsContext,
): Promise<ModelPool> {
  const { createModelPool } = await import('@havc/presets');
  const { reporter, signal } = context;
  if (!flags) return createModelPool({ film, signal });
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  const store = await openStore();
  for (const recipe of recipes) await settleWeights(recipe, store, { ...context, allowFallback: flags.allowFallback });
  const told = new Set<string>();
  return createModelPool({
    ...{ device: flags.device, allowFallback: flags.allowFallback, film, store, signal },
    ...(flags.precision && { precision: flags.precision }),
    onNotice: (message) => decide('model', message),
    onEvent(event) {
      if (event.event === 'model-replaced') {
        decide('model', `The weights of ${event.wanted} aren't here: the built-in model stands in for it.`);
      } else if (event.event === 'model-retried') {
        decide('device', `${event.error.message} The picture is tried again in a fresh process.`);
      } else {
        const { name, device, attempts, notice } = event.model;
        const where =
          device === undefined
            ? `Model ${name} gives the picture back as it is; no device is used.`
            : describeDevice(name, device, attempts);
        for (const line of [where, ...(notice === undefined ? [] : [sentence(notice)])]) {
          const subject = line === where ? 'device' : 'model';
          if (!told.has(line)) decide(subject, line);
          told.add(line);
        }
      }
    },
  });
}

/** What runs where, for the progress: `deoldify-video, ddcolor-artistic on cpu`. */
export function describePool(pool: ModelPool): string {
  const names = [...new Set(pool.loaded.map(({ name }) => name))].join(', ');
  const devices = [...new Set(pool.loaded.flatMap(({ device }) => (device === undefined ? [] : [device])))].join(', ');
  return devices === '' ? names : `${names} on ${devices}`;
}

/** The names of a recipe's models, as one: `deoldify-video+ddcolor-artistic`. */
export function modelNames(recipe: Recipe): string {
  const names: string[] = [];
  const visit = (node: Recipe['color']): void => {
    if ('model' in node) names.push(node.model);
    else if ('merge' in node) [node.first, node.second].forEach(visit);
    else if ('mean' in node) node.mean.forEach(visit);
    else visit(node.color);
  };
  visit(recipe.color);
  return [...new Set(names)].join('+');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
