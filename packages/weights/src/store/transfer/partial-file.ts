import { readFile, rm, stat } from 'node:fs/promises';
import type { StorePlace } from '../store-place.ts';
import { writeJson } from '../write-json.ts';

/** What is known of a download that isn't complete. */
export interface PartialRecord {
  readonly version: 1;
  /** Where it comes from, without secrets. */
  readonly address: string;
  /** What tells the server which version was begun: a strong ETag or a date, for `If-Range`. */
  readonly validator?: string;
  /** Length of the whole file. */
  readonly totalBytes?: number;
}

/** A download that can go on. */
export interface Resumable {
  /** How much is there; 0: nothing that can be used. */
  readonly bytes: number;
  readonly validator: string | undefined;
  readonly totalBytes: number | undefined;
}

const NOTHING: Resumable = { bytes: 0, validator: undefined, totalBytes: undefined };

/**
 * How much of a file an earlier try has left.
 *
 * Without a validator, or from another address, it is only gone on with where the hash of the whole is known: the hash
 * then tells whether the parts belong together.
 *
 * @param options.maxBytes - a partial file that is longer is of no use.
 */
export async function readPartial(
  place: StorePlace,
  address: string,
  options: { readonly hashKnown: boolean; readonly maxBytes: number },
): Promise<Resumable> {
  const bytes = await partialBytes(place);
  if (bytes === 0 || bytes > options.maxBytes) return NOTHING;
  const record = await readPartialRecord(place);
  if (record === undefined) return options.hashKnown ? { ...NOTHING, bytes } : NOTHING;
  const same = record.address === address;
  const validator = same ? record.validator : undefined;
  if (validator === undefined && !options.hashKnown) return NOTHING;
  return { bytes, validator, totalBytes: same ? record.totalBytes : undefined };
}

/** Length of the partial file; 0 where there is none. */
export async function partialBytes(place: StorePlace): Promise<number> {
  const stats = await stat(place.partial).catch(() => undefined); // it isn't there: nothing has been begun
  return stats?.isFile() ? stats.size : 0;
}

/** Remembers what a partial file is a part of. */
export function writePartialRecord(place: StorePlace, record: PartialRecord): Promise<void> {
  return writeJson(place.partialRecord, record);
}

/** Removes a partial file and what was known of it. */
export async function discardPartial(place: StorePlace): Promise<void> {
  await rm(place.partial, { force: true });
  await rm(place.partialRecord, { force: true });
}

async function readPartialRecord(place: StorePlace): Promise<PartialRecord | undefined> {
  try {
    const value = JSON.parse(await readFile(place.partialRecord, 'utf8')) as Partial<PartialRecord> | null;
    if (value?.version !== 1 || typeof value.address !== 'string') return undefined;
    return {
      version: 1,
      address: value.address,
      ...(typeof value.validator === 'string' ? { validator: value.validator } : {}),
      ...(typeof value.totalBytes === 'number' ? { totalBytes: value.totalBytes } : {}),
    };
  } catch {
    return undefined; // missing or cut off: the partial file is then of unknown origin
  }
}
