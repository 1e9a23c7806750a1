import { HavcError } from '../error.ts';

/**
 * One stream as several, which all have its elements: for stages that work on the same frames side by side, and meet
 * again with `zip`.
 *
 * The source is read when the furthest branch asks; the others find the element in a queue. So as many elements are held
 * as the branches lie apart, which for branches that meet again is the difference of their windows. An error of the
 * source reaches every branch. A branch that is left early keeps nothing; when all have been left, or the source has
 * ended, it is closed.
 *
 * @param count - how many branches, a whole number from 1.
 * @throws HavcError `OPTION_INVALID` for another count.
 */
export function fork<T>(source: AsyncIterable<T>, count: number): AsyncGenerator<T, void, undefined>[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new HavcError('OPTION_INVALID', `count must be a whole number from 1, got ${count}.`);
  }
  let iterator: AsyncIterator<T> | undefined;
  const queues = Array.from({ length: count }, (): T[] => []);
  const open = new Set(queues);
  let failure: { readonly error: unknown } | undefined;
  let ended = false;
  let reading: Promise<void> | undefined;

  /** Reads one element into all queues; branches that ask at the same time share the read. */
  const read = (): Promise<void> => {
    reading ??= (async () => {
      try {
        iterator ??= source[Symbol.asyncIterator]();
        const step = await iterator.next();
        if (step.done) ended = true;
        else for (const queue of open) queue.push(step.value);
      } catch (error) {
        failure = { error };
      } finally {
        reading = undefined;
      }
    })();
    return reading;
  };

  return queues.map(async function* branch(queue) {
    try {
      for (;;) {
        while (queue.length === 0 && !ended && !failure) await read();
        // What was read before the source failed is still good.
        if (queue.length > 0) yield queue.shift()!;
        else if (failure) throw failure.error;
        else return;
      }
    } finally {
      open.delete(queue);
      queue.length = 0;
      if (open.size === 0 && !ended && !failure) {
        ended = true;
        await reading;
        await iterator?.return?.();
      }
    }
  });
}
