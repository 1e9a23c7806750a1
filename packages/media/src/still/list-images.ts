import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { stillFormatOf } from './plan-still.ts';
import { openError } from './still-error.ts';

/** What a folder holds. */
export interface ImageFolder {
  /** Paths of the pictures, in natural order: img2 before img10. */
  readonly images: readonly string[];
  /** Names of the other entries, and why each was passed over. */
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * The pictures of a folder (.png, .jpg, .jpeg, .webp, .tif, .tiff, in any case), judged by name.
 *
 * Folders inside are not entered, also by no symbolic link; a link to a plain file counts as that file, wherever
 * it lies. Names that begin with a dot are passed over: unfinished outputs have such names.
 *
 * @throws HavcError `INPUT_MISSING`; `INPUT_UNREADABLE` for a folder without pictures, or what is no folder.
 */
export async function listImages(folder: string): Promise<ImageFolder> {
  const names = await readFolder(folder);
  const images: string[] = [];
  const ignored: { name: string; reason: string }[] = [];
  for (const name of names.sort(naturalOrder())) {
    const reason = await reasonToIgnore(folder, name);
    if (reason === undefined) images.push(path.join(folder, name));
    else ignored.push({ name, reason });
  }
  if (images.length === 0) {
    const found = names.length === 0 ? 'it is empty' : `none of its ${names.length} entries is one`;
    throw new HavcError(
      'INPUT_UNREADABLE',
      `The folder ${JSON.stringify(folder)} holds no pictures (${found}): put PNG, JPEG, WebP or TIFF files there.`,
      { details: { path: folder, ignored: ignored.slice(0, 20) } },
    );
  }
  return { images, ignored };
}

/**
 * A comparison for `sort` that orders names as people do: numbers inside them by value. No two names are equal to it.
 * It follows English rather than the machine's language, so that a folder has one order everywhere.
 */
export function naturalOrder(): (a: string, b: string) => number {
  const collator = new Intl.Collator('en', { numeric: true });
  return (a, b) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The names in a folder. */
export async function readFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw openError(error, folder);
    throw new HavcError('INPUT_UNREADABLE', `${JSON.stringify(folder)} is no folder: give the folder's name.`, {
      details: { path: folder },
      cause: error,
    });
  }
}

async function reasonToIgnore(folder: string, name: string): Promise<string | undefined> {
  if (name.startsWith('.')) return 'its name begins with a dot';
  if (stillFormatOf(name) === undefined) return 'its name is not that of a PNG, JPEG, WebP or TIFF';
  const file = await stat(path.join(folder, name)).catch(() => undefined);
  if (file === undefined) return 'it is a link that leads nowhere, or may not be read';
  if (!file.isFile()) return file.isDirectory() ? 'it is a folder' : 'it is no plain file';
  return undefined;
}
