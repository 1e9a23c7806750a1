import { abortError, throwIfAborted } from '@havc/core';
import type { InferenceSession, Tensor } from '@havc/onnx';

interface Job {
  readonly picture: Tensor;
  readonly resolve: (result: Tensor) => void;
  readonly reject: (error: unknown) => void;
  /** Tells the run that nobody waits for this picture any more. */
  left: boolean;
  onLeave?: () => void;
}

/**
 * Gathers pictures that are asked for at the same time, so that up to `batch` of them share a run. A run begins when that
 * many wait, or when none is under way: nobody waits for pictures that may never come.
 *
 * @returns what sends one picture through the session; rejects with `ABORTED` as soon as `signal` says so.
 */
export function shareRuns(
  session: Pick<InferenceSession, 'run'>,
  batch: number,
): (picture: Tensor, signal: AbortSignal | undefined) => Promise<Tensor> {
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
      const feeds = Object.fromEntries(jobs.map(({ picture }, index) => [String(index), picture]));
      const results = await session.run(feeds, { signal: unwanted.signal });
      for (const [index, { resolve }] of jobs.entries()) resolve(results[index]!);
    } catch (error) {
      for (const { reject } of jobs) reject(error);
    } finally {
      underWay--;
      pump();
    }
  };

  return (picture, signal) =>
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
      const job: Job = { picture, resolve: settle(resolve), reject: settle(reject), left: false };
      signal?.addEventListener('abort', onAbort);
      waiting.push(job);
      // Not at once, so that calls made in one go find each other.
      queueMicrotask(pump);
    });
}
