import { HavcError } from '@havc/core';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { recordFile } from './admit-file.ts';
import { hashFile } from './hash-file.ts';
import { inspectWeights, type StoredWeights } from './inspect-weights.ts';
import { expectedHash, judgeHash } from './judge-hash.ts';
import { type ModelRecord, writeRecord } from './model-record.ts';
import { readError } from './store-error.ts';
import type { StoreListener } from './store-event.ts';
import type { StorePlace } from './store-place.ts';

/** What came out when a file's hash was computed anew. */
export interface Verification {
  readonly entry: WeightEntry;
  /** `ok`: it is the file it was, or ought to be; `wrong`: it isn't; `missing`: there is none. */
  readonly status: 'ok' | 'wrong' | 'missing';
  readonly path: string;
  /** Its hash; null where there is no file. */
  readonly sha256: string | null;
  /** The hash it was compared with; null where this was the first time that anyone saw it. */
  readonly expectedSha256: string | null;
  /** What that hash rests on; null where there is no file. */
  readonly verifiedAgainst: ModelRecord['verifiedAgainst'] | null;
}

/**
 * Computes the hash of an entry's file and compares it with that of its record and of the catalogue. What is found right
 * is recorded, so that it needs not be read again.
 *
 * @throws HavcError `ABORTED`; `INPUT_UNREADABLE`.
 */
export async function verifyWeights(
  entry: WeightEntry,
  place: StorePlace,
  options: { readonly signal?: AbortSignal | undefined; readonly tell?: StoreListener },
): Promise<Verification> {
  const stored = await inspectWeights(entry, place);
  const { path, record } = stored;
  if (stored.state === 'missing' || stored.state === 'partial') {
    return { entry, status: 'missing', path, sha256: null, expectedSha256: null, verifiedAgainst: null };
  }
  const sha256 = await hashStored(stored, options);
  const expectedSha256 = record?.sha256 ?? expectedHash(entry, undefined)?.sha256 ?? null;
  const verifiedAgainst = judgeStored(entry, sha256, record) ?? null;
  if (verifiedAgainst !== null) await refresh(stored, place, sha256, verifiedAgainst);
  return { entry, status: verifiedAgainst === null ? 'wrong' : 'ok', path, sha256, expectedSha256, verifiedAgainst };
}

/** What a stored file's hash is right by; undefined where it is wrong. What the user vouched for only has to be the same. */
function judgeStored(
  entry: WeightEntry,
  sha256: string,
  record: ModelRecord | undefined,
): ModelRecord['verifiedAgainst'] | undefined {
  if (record !== undefined && record.sha256 !== sha256) return undefined;
  return record?.verifiedAgainst === 'user' ? 'user' : judgeHash(entry, sha256, record);
}

async function hashStored(
  { entry, path, bytes: totalBytes }: StoredWeights,
  { signal, tell }: { readonly signal?: AbortSignal | undefined; readonly tell?: StoreListener },
): Promise<string> {
  try {
    const onBytes = (bytes: number) => tell?.({ event: 'bytes-done', id: entry.id, work: 'check', bytes, totalBytes });
    return (await hashFile(path, { signal, onBytes })).digest('hex');
  } catch (error) {
    throw readError(error, path);
  }
}

async function refresh(
  { entry, state, path, bytes, record }: StoredWeights,
  place: StorePlace,
  sha256: string,
  verifiedAgainst: ModelRecord['verifiedAgainst'],
): Promise<void> {
  if (state === 'ready' && record?.verifiedAgainst === verifiedAgainst) return;
  try {
    const written = await recordFile(entry, place, { sha256, bytes, from: record?.from ?? path, verifiedAgainst });
    if (record !== undefined) await writeRecord(place.record, { ...written, addedAt: record.addedAt });
  } catch (error) {
    // In a store that can't be written to the file is read again each time, which is slow and no fault of the file.
    if (!HavcError.is(error, 'OUTPUT_UNWRITABLE') && !HavcError.is(error, 'DISK_FULL')) throw error;
  }
}

/** The error for stored weights that aren't what they ought to be. */
export function wrongWeightsError({ entry, path, sha256, expectedSha256 }: Verification): HavcError {
  return new HavcError(
    'WEIGHTS_REFUSED',
    `The weights ${entry.id} at ${JSON.stringify(path)} have the SHA-256 ${sha256}, and ${expectedSha256} is expected: ` +
      `they are damaged or were replaced. Run \`havc models remove ${entry.id}\`, then \`havc models fetch ${entry.id}\`; ` +
      `or, if they are your own, import them with --as ${entry.id} --allow-unknown-hash.`,
    { details: { id: entry.id, path, sha256, expectedSha256 } },
  );
}
