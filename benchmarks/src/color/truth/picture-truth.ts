import { basename, dirname, resolve } from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import { expandSequence, type ImageFolder, listImages, readStill } from '@havc/media';
import { evenly } from './evenly.ts';
import type { TruthEntry, TruthSet } from './truth-set.ts';

/** How pictures are read. */
export interface PictureTruthOptions {
  /** Shorter side at which they are measured, pixels; smaller ones keep their size. */
  readonly size: number | 'full';
  /** How many at most, spread evenly. Default: all. */
  readonly limit?: number | undefined;
}

/** Names that are listed in a note; of more the number is told. */
const MAX_LISTED = 5;

/** No side of a picture that `readStill` takes is longer. */
const WHOLE = 65_535;

/**
 * The pictures of a folder. What isn't one is left out and told; folders inside are not entered. Pictures are read upright,
 * without alpha, in 8 bits, and as sRGB, whatever their profiles say: so are the colours that methods give them.
 *
 * @throws HavcError `INPUT_MISSING`; `INPUT_UNREADABLE` for a folder without pictures.
 */
export async function folderTruth(folder: string, options: PictureTruthOptions): Promise<TruthSet> {
  const { images, ignored } = await listImages(folder);
  return {
    ...pictureTruth(images, options),
    name: basename(resolve(folder)),
    source: folder,
    notes: ignoredNotes(ignored),
  };
}

/**
 * The pictures of a numbered sequence.
 *
 * @throws HavcError `INPUT_MISSING` where there is none.
 */
export async function sequenceTruth(pattern: string, options: PictureTruthOptions): Promise<TruthSet> {
  const { images } = await expandSequence(pattern);
  const paths = images.map(({ path }) => path);
  return { ...pictureTruth(paths, options), name: basename(resolve(dirname(pattern))), source: pattern, notes: [] };
}

/** One picture. */
export function singleTruth(file: string, options: PictureTruthOptions): TruthSet {
  return { ...pictureTruth([file], options), name: basename(file), source: file, notes: [] };
}

function pictureTruth(paths: readonly string[], { size, limit }: PictureTruthOptions) {
  const chosen = evenly(paths.length, limit ?? paths.length).map((index) => paths[index]!);
  return {
    count: chosen.length,
    async *read(signal?: AbortSignal): AsyncGenerator<TruthEntry> {
      for (const path of chosen) {
        throwIfAborted(signal);
        yield await readTruth(path, size === 'full' ? WHOLE : size, signal);
      }
    },
  };
}

async function readTruth(path: string, size: number, signal: AbortSignal | undefined): Promise<TruthEntry> {
  const name = basename(path);
  try {
    const { image, colorModel } = await readStill(path, { size, ...(signal && { signal }) });
    return colorModel === 'gray' ? { name, reason: 'it is gray' } : { name, image };
  } catch (error) {
    // One bad file among hundreds is told; the others are measured.
    if (!HavcError.is(error) || error.code === 'ABORTED') throw error;
    return { name, reason: error.message };
  }
}

function ignoredNotes(ignored: ImageFolder['ignored']): readonly string[] {
  if (ignored.length === 0) return [];
  const listed = ignored.slice(0, MAX_LISTED).map(({ name, reason }) => `${JSON.stringify(name)} (${reason})`);
  const rest = ignored.length > MAX_LISTED ? `, and ${ignored.length - MAX_LISTED} more` : '';
  return [`Left out of the folder: ${listed.join(', ')}${rest}.`];
}
