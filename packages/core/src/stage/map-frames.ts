import { abortError } from '../abort.ts';
import { HavcError } from '../error.ts';
import type { Frame, Stage } from '../frame.ts';
import { untilAborted } from './until-aborted.ts';

/** How {@link mapFrames} runs. */
export interface MapFramesOptions {
  /** How many elements may be in work or finished and not yet read, at most. A whole number from 1. Default: 1. */
  readonly concurrency?: number;
  /** Ends the stream at once with HavcError `ABORTED`, whether `fn` heeds its own signal or not. */
  readonly signal?: AbortSignal;
}

/**
 * A stage that turns each element into another, several at a time if wanted, in the order of the source.
 *
 * While the reader is busy with one result, the next `concurrency` are made ahead, and no more: a slow reader slows the
 * source. The first error in time wins: it is thrown at the reader's next step, after the signal that `fn` was given
 * has been aborted and the work begun has ended; results not yet read are dropped. The same happens, without an
 * error, when the reader stops early. In both cases the source is closed before the stage ends.
 *
 * @param fn - makes one result; `signal` is aborted when that result will not be used any more.
 * @throws HavcError `OPTION_INVALID` for a concurrency that isn't a whole number from 1.
 */
export function mapFrames<In = Frame, Out = In>(
  fn: (frame: In, context: { readonly signal: AbortSignal }) => Out | Promise<Out>,
  options: MapFramesOptions = {},
): Stage<In, Out> {
  const { concurrency = 1, signal } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new HavcError('OPTION_INVALID', `options.concurrency must be a whole number from 1, got ${concurrency}.`);
  }
  return async function* mapped(frames) {
    const iterator = frames[Symbol.asyncIterator]();
    const run = new AbortController();
    const stop = () => run.abort(signal && abortError(signal));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();

    let exhausted = false;
    let pulling: Promise<unknown> = Promise.resolve();
    /** The source's next element; asked for one at a time, since not every iterator bears more. */
    const pull = (): Promise<IteratorResult<In>> => {
      const step = pulling.then(async (): Promise<IteratorResult<In>> => {
        if (exhausted || run.signal.aborted) return { done: true, value: undefined };
        try {
          const result = await iterator.next();
          exhausted = result.done === true;
          return result;
        } catch (error) {
          exhausted = true; // an iterator that has thrown is finished: it needs no closing
          throw error;
        }
      });
      pulling = step;
      return step;
    };

    const begun: Promise<IteratorResult<Out>>[] = [];
    const begin = () => {
      const work = pull().then(async (step): Promise<IteratorResult<Out>> => {
        if (step.done || run.signal.aborted) return { done: true, value: undefined };
        return { done: false, value: await fn(step.value, { signal: run.signal }) };
      });
      work.catch((error) => run.abort(error));
      begun.push(work);
    };
    const fill = () => {
      while (!exhausted && begun.length < concurrency) begin();
    };

    const end = async (failed: boolean): Promise<void> => {
      try {
        // An abort waits for nobody, but the source is told all the same.
        await untilAborted(Promise.allSettled([...begun, pulling]), signal).catch(() => undefined);
        const closed = exhausted ? undefined : iterator.return?.();
        if (closed) await untilAborted(closed, signal);
      } catch (error) {
        if (!failed && !signal?.aborted) throw error; // after an error the first one counts
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    };

    let failed = true;
    try {
      for (;;) {
        fill();
        const next = begun[0];
        if (next === undefined) break;
        const result = await untilAborted(next, run.signal);
        begun.shift();
        if (result.done) break;
        fill();
        failed = false; // the reader may leave from here without an error
        yield result.value;
        failed = true;
      }
      failed = false;
    } finally {
      // Where the reader has left, this tells the work ahead so; after an error or an abort it changes nothing.
      run.abort(new HavcError('ABORTED', 'The result is not needed any more: the reader of the stream has left.'));
      await end(failed);
    }
  };
}
