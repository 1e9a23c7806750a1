import { statfs } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { formatBytes } from './format-bytes.ts';

/** Left free beside the file: for its record, and so that a disk isn't filled to its last block. */
const MARGIN_BYTES = 1_000_000;

/**
 * Checks that a folder's disk has room for more bytes.
 *
 * @throws HavcError `DISK_FULL` that says how much is missing.
 */
export async function ensureSpace(folder: string, bytes: number, what: string): Promise<void> {
  const disk = await statfs(folder, { bigint: true }).catch(() => undefined); // some network shares can't say: then writing tells
  if (disk === undefined || disk.blocks === 0n) return;
  const free = Number(disk.bavail * disk.bsize);
  if (free >= bytes + MARGIN_BYTES) return;
  throw new HavcError(
    'DISK_FULL',
    `${what} needs ${formatBytes(bytes)} in ${JSON.stringify(folder)}, where ${formatBytes(free)} are free: ` +
      'free some, or set HAVC_HOME to a folder on another disk.',
    { details: { path: folder, bytes, free } },
  );
}
