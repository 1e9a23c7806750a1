import { stat } from 'node:fs/promises';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { type ModelRecord, readRecord } from './model-record.ts';
import { errnoOf, readError } from './store-error.ts';
import type { StorePlace } from './store-place.ts';
import { partialBytes } from './transfer/partial-file.ts';

/**
 * How an entry stands in the store.
 *
 * - `missing`: not there; `partial`: a download has begun.
 * - `ready`: as it was when it was checked, by its length and time of modification.
 * - `unchecked`: a file of that name is there that nobody has checked yet.
 * - `changed`: it has been written to since it was checked, so that only its hash tells whether it's still right.
 */
export type WeightState = 'missing' | 'partial' | 'ready' | 'unchecked' | 'changed';

/** An entry as it stands in the store. */
export interface StoredWeights {
  readonly entry: WeightEntry;
  readonly state: WeightState;
  /** Where the weights lie, or would lie, absolute. */
  readonly path: string;
  /** How many bytes are there: of the file, or of what has been downloaded so far. */
  readonly bytes: number;
  /** What was recorded of it; may be there without the file, to know it again. */
  readonly record: ModelRecord | undefined;
}

/**
 * Looks at an entry, without reading its weights.
 *
 * @throws HavcError `INPUT_UNREADABLE` for a store that may not be read.
 */
export async function inspectWeights(entry: WeightEntry, place: StorePlace): Promise<StoredWeights> {
  const stats = await stat(place.file).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error) ?? '')) return undefined;
    throw readError(error, place.file);
  });
  const record = await readRecord(place.record);
  if (!stats?.isFile()) {
    const bytes = await partialBytes(place);
    return { entry, state: bytes > 0 ? 'partial' : 'missing', path: place.file, bytes, record };
  }
  const same = record !== undefined && record.bytes === stats.size && record.modifiedMs === stats.mtimeMs;
  const state = record === undefined ? 'unchecked' : same ? 'ready' : 'changed';
  return { entry, state, path: place.file, bytes: stats.size, record };
}
