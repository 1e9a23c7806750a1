import { setTimeout as delay } from 'node:timers/promises';
import { abortError, HavcError, throwIfAborted } from '@havc/core';
import { errnoOf, storeError } from './store-error.ts';
import type { StorePlace } from './store-place.ts';

const STALE_MS = 10_000;
/** How often a lock that another process holds is asked for again. */
const POLL_MS = 200;

/** How {@link withLock} waits. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told once when another process holds the lock. */
  readonly onWait?: () => void;
  /** A lock that hasn't been renewed for so long was left by a process that was killed. Default: 10 000; at least 2000. */
  readonly staleMs?: number;
}

/**
 * Does some work on an entry while no other process works on it; waits for its turn as long as it takes.
 *
 * @param work - its signal is aborted when the lock is lost: when this process was asleep so long that another has taken
 * it over.
 * @throws HavcError `OUTPUT_UNWRITABLE` where no lock can be made or where it was lost; `ABORTED`.
 */
export async function withLock<T>(
  place: StorePlace,
  options: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, onWait, staleMs = STALE_MS } = options;
  // Loading this library sets up handlers that free the locks of a process that ends.
  const { lock } = await import('proper-lockfile');
  const lost = new AbortController();
  const onCompromised = (cause: Error) => {
    lost.abort(
      new HavcError(
        'OUTPUT_UNWRITABLE',
        `Another process has taken over ${JSON.stringify(place.folder)}, as this one gave no sign of life: run it again.`,
        { details: { path: place.folder }, cause },
      ),
    );
  };
  let release: (() => Promise<void>) | undefined;
  for (let waited = false; release === undefined; ) {
    throwIfAborted(signal);
    try {
      release = await lock(place.folder, { lockfilePath: place.lock, realpath: false, stale: staleMs, onCompromised });
    } catch (error) {
      if (errnoOf(error) !== 'ELOCKED') throw storeError(error, place.lock);
      if (!waited) onWait?.();
      waited = true;
      await delay(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() => {
        throw abortError(signal!);
      });
    }
  }
  try {
    return await work(signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]));
  } finally {
    // It fails when the lock was lost, which the work has been told.
    await release().catch(() => {});
  }
}
