import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { abortError, HavcError } from '@havc/core';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { ensureSpace } from './disk-space.ts';
import { hashFile } from './hash-file.ts';
import { errnoOf, readError, storeError } from './store-error.ts';
import type { StoreListener } from './store-event.ts';
import type { StorePlace } from './store-place.ts';

const CHUNK_BYTES = 1 << 20;

/** A copy in an entry's folder that has no final name yet. */
export interface StoreCopy {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Copies a file into an entry's folder, under a name of its own, and computes its hash. The caller holds the entry's lock.
 *
 * Where the file system can, the copy shares its blocks with the original until one of them is written to. It is never a
 * hard link: a program that writes to the user's file would then write into the store.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE` for what is no file with something in it; `DISK_FULL`,
 * `OUTPUT_UNWRITABLE`, `ABORTED`. No copy is left behind then.
 */
export async function copyIntoStore(
  source: string,
  entry: WeightEntry,
  place: StorePlace,
  options: { readonly signal?: AbortSignal | undefined; readonly tell: StoreListener },
): Promise<StoreCopy> {
  const { signal, tell } = options;
  const bytes = await sourceBytes(source);
  await removeLeftCopies(entry, place);
  const copy = path.join(place.folder, `.${entry.file}.${randomBytes(6).toString('hex')}.part`);
  const progress = (work: 'transfer' | 'check') => (done: number) =>
    tell({ event: 'bytes-done', id: entry.id, work, bytes: done, totalBytes: bytes });
  tell({ event: 'transfer-start', id: entry.id, from: source, bytes: 0, totalBytes: bytes });
  try {
    if (await cloneFile(source, copy)) {
      const hash = await hashFile(copy, { signal, onBytes: progress('check') });
      return { path: copy, sha256: hash.digest('hex'), bytes: (await stat(copy)).size };
    }
    await ensureSpace(place.folder, bytes, entry.file);
    return { path: copy, ...(await copyBytes(source, copy, progress('transfer'), signal)) };
  } catch (error) {
    await rm(copy, { force: true });
    if (signal?.aborted) throw abortError(signal);
    throw storeError(error, copy);
  }
}

/** Removes copies that a process has left behind that was killed: with the lock held, nobody is writing one. */
async function removeLeftCopies({ file }: WeightEntry, { folder }: StorePlace): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      const middle = name.slice(file.length + 2, -'.part'.length);
      const isCopy = name === `.${file}.${middle}.part` && /^[0-9a-f]{12}$/.test(middle);
      if (isCopy) await rm(path.join(folder, name), { force: true });
    }
  } catch (error) {
    throw storeError(error, folder);
  }
}

/**
 * Length of a file that someone names.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE`.
 */
export async function sourceBytes(source: string): Promise<number> {
  const name = JSON.stringify(source);
  let stats: Awaited<ReturnType<typeof stat>>;
  try {
    stats = await stat(source);
  } catch (cause) {
    throw readError(cause, source);
  }
  if (stats.isDirectory())
    throw new HavcError('INPUT_UNREADABLE', `${name} is a folder: name the file of weights in it.`);
  if (!stats.isFile())
    throw new HavcError('INPUT_UNREADABLE', `${name} is a pipe or a device: name a file of weights.`);
  if (stats.size === 0)
    throw new HavcError('INPUT_UNREADABLE', `${name} is empty (0 bytes): download or copy it again.`);
  return stats.size;
}

/** Shares the blocks of a file with a new one; false where the file system can't. */
async function cloneFile(source: string, copy: string): Promise<boolean> {
  try {
    await copyFile(source, copy, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    await rm(copy, { force: true });
    // Reading it byte by byte then tells what is wrong with the source, if anything is.
    if (errnoOf(error) !== undefined) return false;
    throw error;
  }
}

async function copyBytes(
  source: string,
  copy: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const from = await open(source, 'r').catch((cause: unknown) => {
    throw readError(cause, source);
  });
  let to: FileHandle | undefined;
  try {
    to = await open(copy, 'wx', 0o644);
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let bytes = 0;
    for (;;) {
      if (signal?.aborted) throw abortError(signal);
      const { bytesRead } = await from.read(buffer, 0, buffer.length).catch((cause: unknown) => {
        throw readError(cause, source);
      });
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      await to.writeFile(chunk);
      hash.update(chunk);
      bytes += bytesRead;
      onBytes(bytes);
    }
    await to.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await from.close();
    await to?.close();
  }
}
