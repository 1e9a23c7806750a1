import { abortError, throwIfAborted } from '@havc/core';
import type { InferenceSession } from './session.ts';
import type { Tensor, Tensors } from './tensor.ts';

interface Job {
  readonly feeds: Tensors;
  readonly resolve: (results: Tensors) => void;
  readonly reject: (error: unknown) => void;
  /** Nobody waits for it any more. */
  left: boolean;
  onLeave?: () => void;
}

/**
 * Gathers calls that are made at the same time, so that up to `batch` of them share a run. A run begins when that many
 * wait, or when none is under way: nobody waits for pictures that may never come.
 *
 * The session's processor sees them as one: {@link splitCalls} takes its feeds apart again.
 *
 * @returns what sends one picture's feeds through the session and gives its results; rejects with `ABORTED` as soon as
 * `signal` says so.
 */
export function shareRuns(
  session: Pick<InferenceSession, 'run'>,
  batch: number,
): (feeds: Tensors, signal: AbortSignal | undefined) => Promise<Tensors> {
  let waiting: Job[] = [];
  let underWay = 0;

  const pump = (): void => {
    while (waiting.length >= batch || (waiting.length > 0 && underWay === 0)) void start(waiting.splice(0, batch));
  };

  const start = async (jobs: readonly Job[]): Promise<void> => {
    underWay++;
    const unwanted = new AbortController();
    for (const job of jobs) {
      job.onLeave = () => {
        if (jobs.every(({ left }) => left)) unwanted.abort();
      };
    }
    try {
      const results = splitCalls(
        await session.run(joinCalls(jobs.map(({ feeds }) => feeds)), { signal: unwanted.signal }),
      );
      for (const [index, { resolve }] of jobs.entries()) resolve(results[index] ?? {});
    } catch (error) {
      for (const { reject } of jobs) reject(error);
    } finally {
      underWay--;
      pump();
    }
  };

  return (feeds, signal) =>
    new Promise((resolve, reject) => {
      throwIfAborted(signal);
      const onAbort = (): void => {
        job.left = true;
        waiting = waiting.filter((other) => other !== job);
        reject(abortError(signal!));
        job.onLeave?.();
      };
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          end(value);
        };
      const job: Job = { feeds, resolve: settle(resolve), reject: settle(reject), left: false };
      signal?.addEventListener('abort', onAbort);
      waiting.push(job);
      // Not at once, so that calls made in one go find each other.
      queueMicrotask(pump);
    });
}

/** The tensors of several calls as those of one: `rgb` of the second is called `1.rgb`. */
export function joinCalls(calls: readonly Tensors[]): Tensors {
  return Object.fromEntries(
    calls.flatMap((tensors, index) => Object.entries(tensors).map(([name, tensor]) => [`${index}.${name}`, tensor])),
  );
}

/** What {@link joinCalls} has joined, call by call. */
export function splitCalls(joined: Tensors): Tensors[] {
  const calls: Record<string, Tensor>[] = [];
  for (const [key, tensor] of Object.entries(joined)) {
    const dot = key.indexOf('.');
    const index = Number(key.slice(0, dot));
    calls[index] = { ...calls[index], [key.slice(dot + 1)]: tensor };
  }
  return calls;
}

/** One of `count` equal parts of a batch's numbers, as a view on them. */
export function batchPart(values: Float32Array, index: number, count: number): Float32Array {
  const length = values.length / count;
  return values.subarray(index * length, (index + 1) * length);
}
