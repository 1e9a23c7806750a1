import { setTimeout as delay } from 'node:timers/promises';
import { abortError, HavcError } from '@havc/core';
import { withoutSecrets } from './address.ts';
import { attemptDownload } from './attempt-download.ts';
import type { AttemptResult, DownloadJob } from './download-job.ts';
import { discardPartial, partialBytes } from './partial-file.ts';

/** So many new bytes make a try count as a success, after which the number of tries begins anew. */
const PROGRESS_BYTES = 256 * 1024;
/** Even a server that always brings a little is given up after so many tries. */
const MAX_ATTEMPTS = 1000;
/** Longest wait between tries. */
const MAX_WAIT_MS = 30_000;

/** How often is tried again. */
export interface RetryRule {
  /** Tries after the first that bring nothing new. */
  readonly retries: number;
  /** The wait before the first of them, in milliseconds; it doubles each time, up to half a minute. */
  readonly retryDelayMs: number;
}

/** A file that has come whole; it lies at the partial file's place. */
export interface Downloaded {
  readonly sha256: string;
  readonly bytes: number;
  /** Where it came from, without secrets. */
  readonly from: string;
}

/**
 * Downloads a file to its partial file: address by address, each with further tries.
 *
 * @param isRight - whether a hash is the right one.
 * @throws HavcError `DOWNLOAD_FAILED` or `WEIGHTS_REFUSED` that tells what each address did; `DISK_FULL`,
 * `OUTPUT_UNWRITABLE`, `ABORTED`. What has come so far is kept, unless it was wrong.
 */
export async function download(
  addresses: readonly string[],
  job: DownloadJob,
  rule: RetryRule,
  isRight: (sha256: string) => boolean,
): Promise<Downloaded> {
  const { entry, tell } = job;
  const failures: HavcError[] = [];
  for (const [index, address] of addresses.entries()) {
    try {
      return await downloadFrom(address, job, rule, isRight);
    } catch (error) {
      if (!HavcError.is(error, 'DOWNLOAD_FAILED') && !HavcError.is(error, 'WEIGHTS_REFUSED')) throw error;
      failures.push(error);
      if (index < addresses.length - 1) {
        tell({ event: 'address-failed', id: entry.id, message: `${error.message} The next address is tried.` });
      }
    }
  }
  const code =
    failures.length > 0 && failures.every(({ code: one }) => one === 'WEIGHTS_REFUSED')
      ? 'WEIGHTS_REFUSED'
      : 'DOWNLOAD_FAILED';
  const [cause] = failures;
  throw new HavcError(
    code,
    `The weights ${entry.id} could not be fetched. ${failures.map(({ message }) => message).join(' ')} ` +
      `Try again later, or get ${entry.file} by other means (${entry.page}) and run \`havc models import ${entry.file}\`.`,
    { details: { ...cause?.details, id: entry.id }, cause },
  );
}

async function downloadFrom(
  address: string,
  job: DownloadJob,
  rule: RetryRule,
  isRight: (sha256: string) => boolean,
): Promise<Downloaded> {
  const { entry, place, signal, tell } = job;
  const from = withoutSecrets(address);
  let failures = 0;
  let startedOver = false;
  for (let attempt = 1; ; attempt++) {
    const before = await partialBytes(place);
    const result = await attemptDownload(address, job);
    if (result.kind === 'complete') {
      if (isRight(result.sha256)) return { sha256: result.sha256, bytes: result.bytes, from };
      await discardPartial(place);
      if (!result.resumed || startedOver) throw wrongHash(job, from, result.sha256);
      // The parts may be of two versions of the file: once more, from its beginning.
      startedOver = true;
      const message = `The parts that came from ${from} don't belong together: it is asked for from its beginning.`;
      tell({ event: 'transfer-retry', id: entry.id, message, waitMs: 0 });
      continue;
    }
    failures = (await partialBytes(place)) >= before + PROGRESS_BYTES ? 1 : failures + 1;
    if (failures > rule.retries || attempt >= MAX_ATTEMPTS) throw gaveUp(from, attempt, result);
    const waitMs = result.waitMs ?? Math.min(rule.retryDelayMs * 2 ** (failures - 1), MAX_WAIT_MS);
    tell({ event: 'transfer-retry', id: entry.id, message: result.message, waitMs });
    await pause(waitMs, signal);
  }
}

async function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(waitMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted) throw abortError(signal);
    throw error;
  }
}

function gaveUp(from: string, attempts: number, result: AttemptResult & { kind: 'interrupted' }): HavcError {
  const tries = attempts === 1 ? 'at the only try' : `at the last of ${attempts} tries`;
  return new HavcError('DOWNLOAD_FAILED', `${result.message.replace(/\.$/, '')}, ${tries}.`, {
    details: { address: from, attempts },
    cause: result.cause,
  });
}

function wrongHash({ entry, sha256 }: DownloadJob, from: string, got: string): HavcError {
  return new HavcError(
    'WEIGHTS_REFUSED',
    `${from} has another file than ${entry.file}: its SHA-256 is ${got}, and ${sha256 ?? 'another'} is expected.`,
    { details: { id: entry.id, address: from, sha256: got, expectedSha256: sha256 } },
  );
}
