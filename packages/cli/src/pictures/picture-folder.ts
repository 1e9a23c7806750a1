import { join } from 'node:path';
import { ensureWritable } from '@havc/media';
import { makeOutputFolder } from '../colorize/output-folder.ts';

/**
 * Makes a folder for pictures, or takes the one that is there, and checks that files can be made in it. A folder that was
 * made here and stays empty goes again when it is disposed of.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function openPictureFolder(path: string): Promise<AsyncDisposable> {
  const folder = await makeOutputFolder(path);
  try {
    await ensureWritable(join(path, '.havc-test'), { overwrite: true });
  } catch (error) {
    await folder.removeIfEmpty();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => folder.removeIfEmpty() };
}
