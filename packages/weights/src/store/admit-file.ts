import { open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { type ModelRecord, type VerifiedAgainst, writeRecord } from './model-record.ts';
import { storeError } from './store-error.ts';
import { ensureWritableFile, type StorePlace } from './store-place.ts';

/**
 * Looks into a file before the store takes it, e.g. whether it has the tensors that its network needs; throws a
 * HavcError `WEIGHTS_REFUSED` where it hasn't.
 */
export type WeightValidator = (path: string, entry: WeightEntry, options: WeightValidatorOptions) => Promise<void>;

/** What a {@link WeightValidator} gets beside the file. */
export interface WeightValidatorOptions {
  /** Where the file comes from, for messages: its path is a temporary one. */
  readonly from: string;
  readonly signal: AbortSignal;
}

/** What is known of a file that is about to be taken. */
export interface AdmittedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly from: string;
  readonly verifiedAgainst: VerifiedAgainst;
}

/**
 * Gives a complete, checked file of the entry's folder its official name, in one step as other programs see it, and
 * records what is known of it.
 *
 * @throws HavcError `DISK_FULL`, `OUTPUT_UNWRITABLE`.
 */
export async function admitFile(
  temporary: string,
  entry: WeightEntry,
  place: StorePlace,
  known: AdmittedFile,
): Promise<ModelRecord> {
  await ensureWritableFile(place.file);
  try {
    await rename(temporary, place.file);
  } catch (error) {
    throw storeError(error, place.file);
  }
  await flushFolder(path.dirname(place.file));
  return recordFile(entry, place, known);
}

/**
 * Records what is known of the file that has an entry's official name.
 *
 * @throws HavcError `DISK_FULL`, `OUTPUT_UNWRITABLE`.
 */
export async function recordFile(entry: WeightEntry, place: StorePlace, known: AdmittedFile): Promise<ModelRecord> {
  const { mtimeMs } = await stat(place.file);
  const record: ModelRecord = {
    version: 1,
    id: entry.id,
    file: entry.file,
    sha256: known.sha256,
    bytes: known.bytes,
    addedAt: new Date().toISOString(),
    from: known.from,
    verifiedAgainst: known.verifiedAgainst,
    modifiedMs: mtimeMs,
  };
  await writeRecord(place.record, record);
  return record;
}

/** Makes the new name itself survive a power cut, where the system lets a folder be opened. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network shares refuse; the file is complete under its name all the same.
  }
}
