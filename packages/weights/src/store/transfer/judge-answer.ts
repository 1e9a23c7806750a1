import type { IncomingHttpHeaders } from 'node:http';
import { HavcError } from '@havc/core';
import type { WeightEntry } from '../../catalogue/weight-entry.ts';
import { formatBytes } from '../format-bytes.ts';
import { parseContentRange, parseRetryAfter } from './answer-headers.ts';
import type { AttemptResult, DownloadJob } from './download-job.ts';
import type { Resumable } from './partial-file.ts';

/** The part that a 206 answer brings, where it is the rest that was asked for, of the file that was begun. */
export function partOf(headers: IncomingHttpHeaders, begun: Resumable): { readonly total: number } | undefined {
  const range = parseContentRange(headers['content-range']);
  if (range === undefined || range.total === undefined || begun.bytes === 0 || range.first !== begun.bytes)
    return undefined;
  if (begun.totalBytes !== undefined && range.total !== begun.totalBytes) return undefined;
  // Some servers take no notice of If-Range.
  const { etag } = headers;
  if (begun.validator?.startsWith('"') && etag !== undefined && etag !== begun.validator) return undefined;
  return { total: range.total };
}

/**
 * Checks by the headers that the right file would come.
 *
 * @throws HavcError `DOWNLOAD_FAILED`, `WEIGHTS_REFUSED`.
 */
export function ensureRightFile(
  job: DownloadJob,
  headers: IncomingHttpHeaders,
  total: number | undefined,
  from: string,
): void {
  const { entry, maxBytes } = job;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw failed(entry, from, `it sends the file compressed (${encoding}) although it was asked not to`);
  }
  if (entry.bytes !== undefined ? total !== undefined && total !== entry.bytes : isPage(headers)) {
    if (isPage(headers)) throw failed(entry, from, 'it sends a web page and no file');
    throw new HavcError(
      'WEIGHTS_REFUSED',
      `${from} has another file than ${entry.file}: ${count(total!)}, and ${count(entry.bytes!)} are expected.`,
      { details: { id: entry.id, address: from, bytes: total, expectedBytes: entry.bytes } },
    );
  }
  if (total === undefined && entry.bytes === undefined && !/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) {
    throw failed(entry, from, "it doesn't say how long the file is, so that its end could not be told from a cut");
  }
  if (total !== undefined && total > maxBytes) throw tooLong(entry, from, maxBytes);
}

const isPage = (headers: IncomingHttpHeaders): boolean => /^text\/html\b/i.test(headers['content-type'] ?? '');

const count = (bytes: number): string => `${bytes.toLocaleString('en')} bytes`;

/** What an answer without a file means: another try for what passes, else the end with this address. */
export function refusedAnswer(statusCode: number, headers: IncomingHttpHeaders, from: string): AttemptResult {
  if (statusCode >= 500 || statusCode === 408 || statusCode === 429) {
    return {
      kind: 'interrupted',
      message: `${from} answers ${statusCode} (${statusCode === 429 ? 'too many requests' : 'trouble of the server'}).`,
      waitMs: parseRetryAfter(headers['retry-after'], Date.now()),
    };
  }
  const meaning: Readonly<Record<number, string>> = {
    401: 'a name and a password are asked for',
    403: 'access is not allowed',
    404: 'there is no such file',
    407: 'the proxy asks for a name and a password',
    410: 'the file is gone',
  };
  const what = meaning[statusCode] ?? 'no file comes';
  throw new HavcError('DOWNLOAD_FAILED', `${from} answers ${statusCode}: ${what}.`, {
    details: { address: from, statusCode },
  });
}

function failed(entry: WeightEntry, from: string, why: string): HavcError {
  return new HavcError('DOWNLOAD_FAILED', `${from} gives no ${entry.file}: ${why}.`, {
    details: { id: entry.id, address: from },
  });
}

/** The error for a file that is longer than it can be. */
export function tooLong(entry: WeightEntry, from: string, limit: number): HavcError {
  return new HavcError(
    'WEIGHTS_REFUSED',
    `${from} sends more than ${entry.file} can have: over ${formatBytes(limit)}. It has another file.`,
    { details: { id: entry.id, address: from, maxBytes: limit } },
  );
}
