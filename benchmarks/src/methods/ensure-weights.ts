import { HavcError } from '@havc/core';
import { fullModelsOf } from '@havc/presets';
import type { ModelStore } from '@havc/weights';
import type { Method } from './method.ts';
import { weightsThere } from './weights-there.ts';

/**
 * Makes sure of all weights before the first minute of measuring.
 *
 * @throws HavcError `MODEL_MISSING` that names what is missing, for which method, and how to get it.
 */
export async function ensureWeights(methods: readonly Method[], store: Pick<ModelStore, 'list'>): Promise<void> {
  const there = await weightsThere(store);
  const wanting = methods.filter(({ recipe }) => fullModelsOf(recipe).some((model) => !there.has(model)));
  if (wanting.length === 0) return;
  const missing = [...new Set(wanting.flatMap(({ recipe }) => fullModelsOf(recipe)))].filter((id) => !there.has(id));
  throw new HavcError(
    'MODEL_MISSING',
    `${wanting.map(({ label }) => label).join(', ')}: weights are missing. \`havc models fetch ${missing.join(' ')}\` ` +
      'gets them; leave these methods out, or measure their speed alone with --made-weights.',
    { details: { models: missing } },
  );
}
