import { open, stat } from 'node:fs/promises';
import { HavcError } from '@havc/core';

/**
 * The bytes of a file, of which there may not be too many.
 *
 * @param what - it is, for messages: `recipe`.
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE`.
 */
export async function readBounded(path: string, maxBytes: number, what: string): Promise<Buffer> {
  const name = JSON.stringify(path);
  try {
    // To open a pipe would be to wait for whoever writes into it.
    if (!(await stat(path)).isFile()) throw new HavcError('INPUT_UNREADABLE', `The ${what} ${name} is no file.`);
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new HavcError('INPUT_UNREADABLE', `The ${what} ${name} has ${size} bytes; ${maxBytes} are the most.`);
    }
    // A file that grows meanwhile is read no further than it was.
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    if (HavcError.is(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new HavcError('INPUT_MISSING', `There is no ${what} ${name}.`, { details: { path }, cause: error });
    }
    const why = code === 'EACCES' ? 'permission denied' : String((error as Error).message);
    throw new HavcError('INPUT_UNREADABLE', `Can't read the ${what} ${name}: ${why}.`, {
      details: { path },
      cause: error,
    });
  }
}
