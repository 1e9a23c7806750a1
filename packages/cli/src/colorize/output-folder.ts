import { mkdir, rmdir, stat } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { isSameFile } from '../overwrite.ts';

/** A folder for outputs. */
export interface OutputFolder {
  /** Removes the folder again if it was made here and nothing is in it. */
  removeIfEmpty(): Promise<void>;
}

/**
 * Makes the folder for images, or takes the one that is there. Folders above it are not made: a slip in a
 * path should not leave a tree of folders behind.
 *
 * @param inputFolder - where the sources are, if the outputs have the same names, so that it can't be the same.
 * @throws HavcError `OPTION_INVALID` for the folder of the sources; `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function makeOutputFolder(path: string, inputFolder?: string): Promise<OutputFolder> {
  if (inputFolder !== undefined && (await isSameFile(path, inputFolder))) {
    throw new HavcError(
      'OPTION_INVALID',
      `The output folder ${JSON.stringify(path)} is the one the images are in: give another with -o.`,
      { details: { option: 'output', path } },
    );
  }
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(path))) return { removeIfEmpty: async () => {} };
    throw folderError(path, code, error);
  }
  return {
    removeIfEmpty: async () => {
      // Something is in it, which is the usual case: it stays.
      await rmdir(path).catch(() => {});
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name: choose another',
  ENOENT: 'the folder above it does not exist: make that first',
  ENOTDIR: 'a part of its path is a file and not a folder: correct the path',
  EACCES: 'the folder above it allows nothing new: change its permissions or write elsewhere',
  EPERM: 'the folder above it allows nothing new: change its permissions or write elsewhere',
  EROFS: 'its file system is read-only: write elsewhere',
  ENAMETOOLONG: 'its name is too long for the file system: give a shorter one with -o',
};

function folderError(path: string, code: string | undefined, cause: unknown): HavcError {
  const name = JSON.stringify(path);
  const details = { path, errno: code };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HavcError('DISK_FULL', `No space is left for the folder ${name}: free some, or write elsewhere.`, {
      details,
      cause,
    });
  }
  const why = REASONS[code ?? ''] ?? `${cause instanceof Error ? cause.message : String(cause)}: write elsewhere`;
  return new HavcError('OUTPUT_UNWRITABLE', `Can't make the folder ${name}: ${why}.`, { details, cause });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false, // a link that leads nowhere
  );
}
