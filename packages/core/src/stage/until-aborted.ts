/**
 * What `work` settles to, or a rejection with the signal's reason as soon as it is aborted.
 *
 * The listener goes when the work is done. (`Promise.race` with one long-lived promise would keep every frame that ever
 * won the race in memory until that promise settles.)
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
