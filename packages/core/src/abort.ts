import { HavcError } from './error.ts';

/**
 * Throws HavcError `ABORTED` when the signal has been aborted, and returns otherwise.
 * The signal's reason becomes the error's `cause`; a reason that is already a HavcError is thrown as it is.
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** The error that stands for an aborted signal. */
export function abortError(signal: AbortSignal): HavcError {
  const reason: unknown = signal.reason;
  if (HavcError.is(reason)) return reason;
  return new HavcError('ABORTED', 'The run was stopped before it was complete.', { cause: reason });
}
