import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { HavcError } from '@havc/core';

/**
 * The real path of a file that a test set names. Test sets are passed on: whoever measures with one must not have other
 * files read by it, by a path or by a link.
 *
 * @param folder - of the test set.
 * @param file - relative, with `/`, as the test set's `listing` names it.
 * @throws HavcError `INPUT_UNREADABLE` for one that lies outside, `INPUT_MISSING` for one that isn't there.
 */
export async function fileInside(folder: string, file: string, listing: string): Promise<string> {
  const name = JSON.stringify(file);
  const outside = (why: string) =>
    new HavcError(
      'INPUT_UNREADABLE',
      `${listing} names ${name}, which ${why}: name files inside of the test set's folder, by relative paths with "/".`,
      { details: { folder, file } },
    );
  if (isAbsolute(file) || /^[a-zA-Z]:|[\\\0]/.test(file)) throw outside('is no such path');
  const home = await real(folder, `The test set's folder ${JSON.stringify(folder)}`);
  const path = resolve(home, file);
  if (!isInside(home, path)) throw outside('lies outside');
  const target = await real(path, `The sheet ${name} that ${listing} names`);
  if (!isInside(home, target)) throw outside('is a link that leads outside');
  return target;
}

async function real(path: string, what: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    const why = isMissing ? "isn't there: get the whole test set" : `can't be reached: ${code}`;
    throw new HavcError(isMissing ? 'INPUT_MISSING' : 'INPUT_UNREADABLE', `${what} ${why}.`, { cause: error });
  }
}

function isInside(home: string, path: string): boolean {
  const way = relative(home, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
