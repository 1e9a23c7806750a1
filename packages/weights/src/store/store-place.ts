import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { errnoOf, storeError } from './store-error.ts';

/** Where the parts of one entry lie. All names come from the catalogue, none from a server. */
export interface StorePlace {
  readonly home: string;
  readonly folder: string;
  /** The weights under their official name. */
  readonly file: string;
  /** What is known of them, as JSON. */
  readonly record: string;
  /** A download that isn't complete, and what is known of that. */
  readonly partial: string;
  readonly partialRecord: string;
  /** Is there while a process works on the entry. */
  readonly lock: string;
}

/** The places of an entry under a home. */
export function placeOf(home: string, entry: WeightEntry): StorePlace {
  const folder = path.join(home, 'models', entry.id);
  return {
    home,
    folder,
    file: path.join(folder, entry.file),
    record: path.join(folder, `${entry.file}.json`),
    partial: path.join(folder, `.${entry.file}.part`),
    partialRecord: path.join(folder, `.${entry.file}.part.json`),
    lock: path.join(folder, '.lock'),
  };
}

/**
 * Makes the folder of an entry.
 *
 * The home itself may be a symbolic link, for that is how people move it to a larger disk. Below it nothing that is
 * written may be one: it would lead the writing elsewhere.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function makePlace(place: StorePlace): Promise<void> {
  try {
    await mkdir(place.home, { recursive: true });
    for (const folder of [path.dirname(place.folder), place.folder]) {
      await mkdir(folder).catch((error: unknown) => {
        if (errnoOf(error) !== 'EEXIST') throw error;
      });
      const { isLink, isFolder } = await kindOf(folder);
      if (isLink) throw linkError(folder);
      if (!isFolder) throw new HavcError('OUTPUT_UNWRITABLE', `${JSON.stringify(folder)} is no folder: remove it.`);
    }
  } catch (error) {
    throw storeError(error, place.folder);
  }
}

/**
 * Checks that what is about to be written is no symbolic link and no folder.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`.
 */
export async function ensureWritableFile(file: string): Promise<void> {
  const { isLink, isFolder } = await kindOf(file);
  if (isLink) throw linkError(file);
  if (isFolder) throw new HavcError('OUTPUT_UNWRITABLE', `${JSON.stringify(file)} is a folder: remove it.`);
}

async function kindOf(name: string): Promise<{ readonly isLink: boolean; readonly isFolder: boolean }> {
  try {
    const stats = await lstat(name);
    return { isLink: stats.isSymbolicLink(), isFolder: stats.isDirectory() };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { isLink: false, isFolder: false };
    throw storeError(error, name);
  }
}

function linkError(name: string): HavcError {
  return new HavcError(
    'OUTPUT_UNWRITABLE',
    `${JSON.stringify(name)} is a symbolic link, and nothing is written through one: remove it. ` +
      'To keep the models elsewhere, set HAVC_HOME to that folder.',
    { details: { path: name } },
  );
}
