import path from 'node:path';
import { HavcError } from '@havc/core';

/** The code of a failed system call, e.g. `ENOSPC`; undefined for other errors. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * The HavcError that stands for a failed write in the store: `DISK_FULL` or `OUTPUT_UNWRITABLE`. A HavcError is returned
 * as it is.
 *
 * @param file - what was being written.
 */
export function storeError(error: unknown, file: string): HavcError {
  if (HavcError.is(error)) return error;
  const errno = errnoOf(error);
  const about = { details: { path: file, errno }, cause: error };
  const name = JSON.stringify(file);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new HavcError(
      'DISK_FULL',
      `No space is left in ${JSON.stringify(path.dirname(file))}: free some, or set HAVC_HOME to a folder on another disk.`,
      about,
    );
  }
  const why =
    errno === 'EACCES' || errno === 'EPERM'
      ? 'its permissions do not allow it'
      : errno === 'EROFS'
        ? 'its file system is read-only'
        : errno === 'ENOTDIR' || errno === 'EEXIST'
          ? 'a part of its path is a file and not a folder'
          : error instanceof Error
            ? error.message
            : String(error);
  return new HavcError(
    'OUTPUT_UNWRITABLE',
    `Can't write ${name}: ${why}. Correct that, or set HAVC_HOME to another folder.`,
    about,
  );
}

/**
 * The HavcError that stands for a failed read: `INPUT_MISSING` or `INPUT_UNREADABLE`. A HavcError is returned as it is.
 *
 * @param file - what was being read.
 */
export function readError(error: unknown, file: string): HavcError {
  if (HavcError.is(error)) return error;
  const name = JSON.stringify(file);
  const errno = errnoOf(error);
  const about = { details: { path: file, errno }, cause: error };
  if (errno === 'ENOENT' || errno === 'ENOTDIR') {
    return new HavcError('INPUT_MISSING', `There is no file ${name}: check the name and the folder you are in.`, about);
  }
  const said = error instanceof Error ? error.message : String(error);
  const why = errno === 'EACCES' || errno === 'EPERM' ? 'its permissions do not allow it' : said;
  return new HavcError('INPUT_UNREADABLE', `${name} can't be read: ${why}.`, about);
}
