import type { Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { abortError, HavcError } from '@havc/core';
import { ensureSpace } from '../disk-space.ts';
import { storeError } from '../store-error.ts';
import type { StorePlace } from '../store-place.ts';
import { validatorOf } from './answer-headers.ts';
import type { AttemptResult, DownloadJob } from './download-job.ts';
import type { HttpAnswer } from './http-client.ts';
import { tooLong } from './judge-answer.ts';
import { isPassing, networkReason } from './network-reason.ts';
import { discardPartial, writePartialRecord } from './partial-file.ts';

/** What an answer's body is a part of. */
export interface Reception {
  readonly from: string;
  readonly offset: number;
  readonly total: number | undefined;
  readonly hash: Hash;
}

/**
 * Writes what comes to the partial file, behind the offset, and hashes it on its way.
 *
 * @throws HavcError `WEIGHTS_REFUSED` for more than the file can have, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`.
 */
export async function receiveFile(job: DownloadJob, answer: HttpAnswer, reception: Reception): Promise<AttemptResult> {
  const { entry, place, signal, tell } = job;
  const { from, offset, total, hash } = reception;
  const totalBytes = total ?? entry.bytes;
  const limit = entry.bytes ?? job.maxBytes;
  await ensureSpace(place.folder, (totalBytes ?? 0) - offset, entry.file);
  const file = await openPartial(place, offset);
  let bytes = offset;
  try {
    const validator = validatorOf(answer.headers);
    await writePartialRecord(place, {
      version: 1,
      address: from,
      ...(validator === undefined ? {} : { validator }),
      ...(total === undefined ? {} : { totalBytes: total }),
    });
    tell({ event: 'transfer-start', id: entry.id, from, bytes, totalBytes: totalBytes ?? null });
    try {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        if (bytes + chunk.length > limit) {
          await discardPartial(place);
          throw tooLong(entry, from, limit);
        }
        await writeAll(file, chunk, bytes, place.partial);
        hash.update(chunk);
        bytes += chunk.length;
        tell({ event: 'bytes-done', id: entry.id, work: 'transfer', bytes, totalBytes: totalBytes ?? null });
      }
    } catch (error) {
      return networkFailure(error, from, signal);
    }
    if (totalBytes !== undefined && bytes < totalBytes) {
      return { kind: 'interrupted', message: `${from} ended before its time.`, waitMs: undefined };
    }
    await file.sync().catch((error: unknown) => {
      throw storeError(error, place.partial);
    });
    return { kind: 'complete', sha256: hash.digest('hex'), bytes, resumed: offset > 0 };
  } finally {
    await file.close();
  }
}

async function openPartial(place: StorePlace, offset: number): Promise<FileHandle> {
  const { O_CREAT, O_TRUNC, O_WRONLY } = constants;
  // Windows has no such flag; there a link was looked for a moment ago.
  const noLink = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
  try {
    const file = await open(place.partial, O_WRONLY | O_CREAT | noLink | (offset === 0 ? O_TRUNC : 0), 0o644);
    if (offset > 0) await file.truncate(offset);
    return file;
  } catch (error) {
    throw storeError(error, place.partial);
  }
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number, name: string): Promise<void> {
  try {
    for (let done = 0; done < chunk.length; ) {
      done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
    }
  } catch (error) {
    throw storeError(error, name);
  }
}

/** What a failure on the network means: another try, or the end with this address. */
export function networkFailure(error: unknown, from: string, signal: AbortSignal | undefined): AttemptResult {
  if (signal?.aborted) throw abortError(signal);
  if (HavcError.is(error)) throw error;
  const message = `${from} ${networkReason(error)}.`;
  if (isPassing(error)) return { kind: 'interrupted', message, cause: error, waitMs: undefined };
  throw new HavcError('DOWNLOAD_FAILED', message, { details: { address: from }, cause: error });
}
