import type { ModelStore } from '@havc/weights';

/** Ids of the weights that can be used now. */
export async function weightsThere(store: Pick<ModelStore, 'list'>): Promise<ReadonlySet<string>> {
  const all = await store.list();
  return new Set(all.filter(({ state }) => state !== 'missing' && state !== 'partial').map(({ entry }) => entry.id));
}
