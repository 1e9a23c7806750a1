import { abortError, throwIfAborted } from '../abort.ts';
import { HavcError } from '../error.ts';
import { untilAborted } from './until-aborted.ts';

/** How {@link zip} treats streams of different lengths, and what stops it. */
export interface ZipOptions {
  /** Whether the pairs simply end with the shorter stream. Default: false, streams of different lengths are an error. */
  readonly shortest?: boolean;
  /** Ends the pairs at once with HavcError `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * The elements of two streams in pairs, read from both at the same time, never further than one pair.
 *
 * When the reader stops early, or either stream fails or ends, both are closed.
 *
 * @throws HavcError (while being read) `SHAPE_INVALID` when one stream ends before the other; `ABORTED`.
 */
export async function* zip<A, B>(
  a: AsyncIterable<A>,
  b: AsyncIterable<B>,
  options: ZipOptions = {},
): AsyncGenerator<[A, B], void, undefined> {
  const { shortest = false, signal } = options;
  const first = follow(a);
  const second = follow(b);
  let failed = true;
  try {
    for (let pairs = 0; ; pairs++) {
      throwIfAborted(signal);
      const [x, y] = await untilAborted(Promise.all([first.next(), second.next()]), signal);
      if (x.done || y.done) {
        if (shortest || (x.done && y.done)) break;
        const [ended, other] = x.done ? ['first', 'second'] : ['second', 'first'];
        throw new HavcError(
          'SHAPE_INVALID',
          `The ${ended} stream ended after ${pairs} elements, but the ${other} goes on: ` +
            'streams to be paired need the same length (or the option `shortest`).',
          { details: { pairs } },
        );
      }
      failed = false; // the reader may leave from here without an error
      yield [x.value, y.value];
      failed = true;
    }
    failed = false;
  } catch (error) {
    throw signal?.aborted && error === signal.reason ? abortError(signal) : error;
  } finally {
    await close([first, second], failed, signal);
  }
}

async function close(
  streams: readonly { close(): Promise<void> }[],
  failed: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const closed = Promise.allSettled(streams.map((stream) => stream.close()));
  const results = await untilAborted(closed, signal).catch(() => []); // an abort waits for nobody
  for (const result of results) {
    if (result.status === 'rejected' && !failed) throw result.reason; // after an error the first one counts
  }
}

/** An iterator that is read and closed only while there is something left to read. */
function follow<T>(stream: AsyncIterable<T>) {
  const iterator = stream[Symbol.asyncIterator]();
  let finished = false;
  return {
    async next(): Promise<IteratorResult<T>> {
      try {
        const result = await iterator.next();
        finished = result.done === true;
        return result;
      } catch (error) {
        finished = true;
        throw error;
      }
    },
    async close(): Promise<void> {
      if (!finished) await iterator.return?.();
    },
  };
}
