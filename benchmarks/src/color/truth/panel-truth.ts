import { throwIfAborted } from '@havc/core';
import type { PublishedPanels } from '../panels/read-panels.ts';
import type { TruthEntry, TruthSet } from './truth-set.ts';

/** The originals of a published test set, all of them, at the size at which they were published. */
export function panelTruth({ source, pictures }: Pick<PublishedPanels, 'source' | 'pictures'>): TruthSet {
  return {
    name: 'published test set',
    source,
    count: pictures.length,
    notes: [],
    async *read(signal?: AbortSignal): AsyncGenerator<TruthEntry> {
      for (const { name, load } of pictures) {
        throwIfAborted(signal);
        yield { name, image: (await load(signal)).original };
      }
    },
  };
}
