import { createHash, type Hash } from 'node:crypto';
import { abortError } from '@havc/core';
import { hashFile } from '../hash-file.ts';
import { readError } from '../store-error.ts';
import { ensureWritableFile, type StorePlace } from '../store-place.ts';
import { withoutSecrets } from './address.ts';
import { parseContentLength, parseUnsatisfiedRange } from './answer-headers.ts';
import type { AttemptResult, DownloadJob } from './download-job.ts';
import type { HttpAnswer } from './http-client.ts';
import { ensureRightFile, partOf, refusedAnswer } from './judge-answer.ts';
import { discardPartial, type Resumable, readPartial } from './partial-file.ts';
import { networkFailure, receiveFile } from './receive-file.ts';

/**
 * Asks once for a file, goes on where an earlier request was cut short, and writes what comes to the partial file.
 *
 * @throws HavcError what another request would not mend: `DOWNLOAD_FAILED` (no such file, not allowed),
 * `WEIGHTS_REFUSED` (another file, by its length), `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`.
 */
export async function attemptDownload(address: string, job: DownloadJob): Promise<AttemptResult> {
  const { entry, place, client, signal } = job;
  const from = withoutSecrets(address);
  await ensureWritableFile(place.partial);
  const begun = await readPartial(place, from, {
    hashKnown: job.sha256 !== undefined,
    maxBytes: entry.bytes ?? job.maxBytes,
  });
  const hash = await hashPartial(job, begun.bytes);
  if (begun.bytes > 0 && begun.bytes === entry.bytes) {
    return { kind: 'complete', sha256: hash.digest('hex'), bytes: begun.bytes, resumed: true };
  }

  let answer: HttpAnswer;
  try {
    answer = await client.get(address, requestHeaders(begun), signal);
  } catch (error) {
    return networkFailure(error, from, signal);
  }
  const { statusCode, headers, body } = answer;
  try {
    if (statusCode === 416 && begun.bytes > 0) {
      if (parseUnsatisfiedRange(headers['content-range']) === begun.bytes && entry.bytes === undefined) {
        return { kind: 'complete', sha256: hash.digest('hex'), bytes: begun.bytes, resumed: true };
      }
      return await startOver(place, `${from} has no such part of the file`);
    }
    if (statusCode !== 200 && statusCode !== 206) return refusedAnswer(statusCode, headers, from);
    const part = statusCode === 206 ? partOf(headers, begun) : undefined;
    if (statusCode === 206 && part === undefined) {
      return await startOver(place, `${from} sent another part of the file than was asked for`);
    }
    const offset = part === undefined ? 0 : begun.bytes;
    const total = part === undefined ? parseContentLength(headers['content-length']) : part.total;
    ensureRightFile(job, headers, total, from);
    return await receiveFile(job, answer, { from, offset, total, hash: offset === 0 ? createHash('sha256') : hash });
  } catch (error) {
    if (signal?.aborted) throw abortError(signal);
    throw error;
  } finally {
    body.destroy();
  }
}

async function startOver(place: StorePlace, message: string): Promise<AttemptResult> {
  await discardPartial(place);
  return { kind: 'interrupted', message: `${message}: it is asked for from its beginning.`, waitMs: 0 };
}

/** The hash so far, over what an earlier request has brought. */
async function hashPartial({ entry, place, signal, tell }: DownloadJob, bytes: number): Promise<Hash> {
  const totalBytes = entry.bytes ?? null;
  const onBytes = (done: number) => tell({ event: 'bytes-done', id: entry.id, work: 'check', bytes: done, totalBytes });
  try {
    return await hashFile(place.partial, { signal, bytes, onBytes });
  } catch (error) {
    throw readError(error, place.partial);
  }
}

function requestHeaders({ bytes, validator }: Resumable): Record<string, string> {
  return {
    'user-agent': 'havc',
    // Compressed on its way, a file's length and its parts would be those of something else.
    'accept-encoding': 'identity',
    ...(bytes > 0 ? { range: `bytes=${bytes}-` } : {}),
    ...(bytes > 0 && validator !== undefined ? { 'if-range': validator } : {}),
  };
}
