import { HavcError } from '@havc/core';
import type { Recipe } from '@havc/presets';
import type { ModelStore, StoredWeights, WeightEntry } from '@havc/weights';
import { createTransferReporter } from '../models/transfer-reporter.ts';
import { ask, canAsk, type OverwriteRule } from '../overwrite.ts';
import { formatBytes, formatDuration } from '../progress/format.ts';

/** A usual line: what a download is reckoned by. */
const BITS_PER_SECOND = 50e6;

/** How {@link settleWeights} asks. */
export interface SettleWeightsContext extends Omit<OverwriteRule, 'overwrite'> {
  /** Whether the built-in model may stand in. */
  readonly allowFallback: boolean;
}

/**
 * Sees to it that the weights are there which a recipe needs: on a terminal it offers to fetch them.
 *
 * @throws HavcError `MODEL_MISSING` with the one command that gets them; as `ModelStore.fetch` does.
 */
export async function settleWeights(recipe: Recipe, store: ModelStore, context: SettleWeightsContext): Promise<void> {
  const { fullModelsOf } = await import('@havc/presets');
  const wanted = new Set<string>(fullModelsOf(recipe));
  if (wanted.size === 0) return;
  const all = await store.list();
  const missing = all.filter(({ entry, state }) => wanted.has(entry.id) && isMissing(state)).map(({ entry }) => entry);
  if (missing.length === 0 || context.allowFallback) return;
  const ids = missing.map(({ id }) => id).join(' ');
  const what = `${recipe.name ?? 'The recipe'} needs weights that aren't here: ${missing.map(describe).join('; ')}`;
  if (canAsk(context.streams)) {
    const question = `${what}. Fetch them now, ${timeFor(missing)}? [y/N] `;
    if (await ask(question, { ...context, overwrite: undefined })) return fetchAll(missing, store, context);
  }
  throw new HavcError(
    'MODEL_MISSING',
    `${what}. \`havc models fetch ${ids}\` gets them, ${timeFor(missing)}; or --allow-fallback colours with the built-in ` +
      'model instead.',
    { details: { models: missing.map(({ id }) => id) } },
  );
}

function isMissing(state: StoredWeights['state']): boolean {
  return state === 'missing' || state === 'partial';
}

/** `deoldify-video (874 MB, MIT)`. */
function describe({ id, bytes, license }: WeightEntry): string {
  return `${id} (${bytes === undefined ? 'size unknown' : formatBytes(bytes)}, ${license})`;
}

function timeFor(entries: readonly WeightEntry[]): string {
  const bytes = entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0);
  const partly = entries.some((entry) => entry.bytes === undefined) ? 'at least ' : '';
  return `${partly}${formatBytes(bytes)}, about ${formatDuration((bytes * 8) / BITS_PER_SECOND)} at 50 Mbit/s`;
}

async function fetchAll(
  entries: readonly WeightEntry[],
  store: ModelStore,
  { streams, signal }: SettleWeightsContext,
): Promise<void> {
  const reporter = await createTransferReporter(streams.stderr, { quiet: false });
  try {
    for (const { id } of entries) {
      await store.fetch(id, { signal, onEvent: (event) => reporter.tell(event) });
      reporter.say(`${id} is here.`);
    }
  } finally {
    reporter.close();
  }
}
