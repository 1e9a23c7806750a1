import { stat } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { isSequencePattern, stillFormatOf } from '@havc/media';
import { type FilmTruthOptions, filmTruth } from './film-truth.ts';
import { folderTruth, sequenceTruth, singleTruth } from './picture-truth.ts';
import type { TruthSet } from './truth-set.ts';

/**
 * Colour pictures of one's own to compare with: those of a folder or a numbered sequence, one picture, or frames of a film.
 *
 * @param path - a folder; a file, which is a picture where its name says so, else a film; or `frames/%04d.png`.
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE`; as `decode` of `@havc/media` does for films.
 */
export async function openTruth(path: string, options: FilmTruthOptions): Promise<TruthSet> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    if (isSequencePattern(path)) return sequenceTruth(path, options);
    const isMissing = found.code === 'ENOENT' || found.code === 'ENOTDIR';
    throw new HavcError(
      isMissing ? 'INPUT_MISSING' : 'INPUT_UNREADABLE',
      `${JSON.stringify(path)} ${isMissing ? "isn't there: check its name" : `can't be read (${found.code}): check who may read it`}.`,
      { details: { path }, cause: found },
    );
  }
  if (found.isDirectory()) return folderTruth(path, options);
  return stillFormatOf(path) === undefined ? filmTruth(path, options) : singleTruth(path, options);
}
