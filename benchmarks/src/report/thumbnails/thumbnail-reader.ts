import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { imageTypeOf } from './image-type.ts';

/** A thumbnail has a few thousand bytes; one that is a hundred times as large isn't one. */
const MAX_BYTES = 1 << 19;

/**
 * Reads thumbnails that lie below one folder. Their paths come from a file that anyone may have written: what leads out of
 * the folder (with `..`, from the root, through a link), isn't a plain file, is large, or is no JPEG, PNG or WebP is not read.
 *
 * @returns a function that gives the bytes of a path with `/`, or undefined where there is none to be shown.
 */
export function thumbnailReader(folder: string): (path: string) => Promise<Buffer | undefined> {
  return async (path) => {
    // A colon would name a drive or, on NTFS, a stream; a backslash would divide folders on Windows alone.
    if (typeof path !== 'string' || /[\\:\p{Cc}]/u.test(path)) return undefined;
    const parts = path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined;
    try {
      const root = await realpath(folder);
      const file = await realpath(join(root, ...parts));
      const below = relative(root, file);
      // Links within the folder are followed no more than those out of it: the suites write none.
      if (below.split(sep).join('/') !== parts.join('/')) return undefined;
      return await readSmall(file);
    } catch {
      // A thumbnail that can't be read is one that isn't there: the report says so in its place.
      return undefined;
    }
  };
}

async function readSmall(file: string): Promise<Buffer | undefined> {
  // Not to wait for a pipe's writer, and not to follow a link that came since.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  await using handle = await open(file, flags);
  const status = await handle.stat();
  if (!status.isFile() || status.size > MAX_BYTES) return undefined;
  const bytes = Buffer.alloc(status.size);
  const { bytesRead } = await handle.read(bytes, 0, status.size, 0);
  const read = bytes.subarray(0, bytesRead);
  return imageTypeOf(read) === undefined ? undefined : read;
}
