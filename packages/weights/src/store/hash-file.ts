import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { throwIfAborted } from '@havc/core';

/** Bytes read at once: large enough that a disk is the limit, small enough to stop soon. */
const CHUNK_BYTES = 1 << 20;

/** How {@link hashFile} reads. */
export interface HashFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Only so many bytes from its start. Default: all. */
  readonly bytes?: number;
  /** Told how many bytes have been read. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * SHA-256 over a file as it is read, to be continued or digested.
 *
 * @throws what `node:fs` throws; HavcError `ABORTED`.
 */
export async function hashFile(file: string, options: HashFileOptions = {}): Promise<Hash> {
  const { signal, bytes, onBytes } = options;
  throwIfAborted(signal);
  const hash = createHash('sha256');
  if (bytes === 0) return hash;
  const end = bytes === undefined ? {} : { end: bytes - 1 };
  let done = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES, ...end })) {
    throwIfAborted(signal);
    hash.update(chunk as Buffer);
    done += (chunk as Buffer).length;
    onBytes?.(done);
  }
  return hash;
}
