import type { Stage } from '../frame.ts';

/**
 * Passes a stream through stages, from left to right: `pipe(frames, a, b)` is `b(a(frames))`, with the types followed
 * and the source looked after.
 *
 * Nothing runs before the result is read, and the result can be read once. When the reader stops early (`break`, an
 * error, `return()`), the source is closed, even where a stage forgets to; it is waited for, except when a stage has
 * failed, so that a source that hangs can't hold back the error.
 *
 * @param source - a stream, or anything iterable, such as an array with one frame in it.
 */
export function pipe<A>(source: Source<A>): AsyncGenerator<A, void, undefined>;
export function pipe<A, B>(source: Source<A>, ab: Stage<A, B>): AsyncGenerator<B, void, undefined>;
export function pipe<A, B, C>(source: Source<A>, ab: Stage<A, B>, bc: Stage<B, C>): AsyncGenerator<C, void, undefined>;
export function pipe<A, B, C, D>(
  source: Source<A>,
  ab: Stage<A, B>,
  bc: Stage<B, C>,
  cd: Stage<C, D>,
): AsyncGenerator<D, void, undefined>;
export function pipe<A, B, C, D, E>(
  source: Source<A>,
  ab: Stage<A, B>,
  bc: Stage<B, C>,
  cd: Stage<C, D>,
  de: Stage<D, E>,
): AsyncGenerator<E, void, undefined>;
export function pipe<A, B, C, D, E, F>(
  source: Source<A>,
  ab: Stage<A, B>,
  bc: Stage<B, C>,
  cd: Stage<C, D>,
  de: Stage<D, E>,
  ef: Stage<E, F>,
): AsyncGenerator<F, void, undefined>;
/** Any number of stages that all keep the element's type. */
export function pipe<A>(source: Source<A>, ...stages: readonly Stage<A, A>[]): AsyncGenerator<A, void, undefined>;
export async function* pipe(
  source: Source<unknown>,
  ...stages: readonly Stage<never, unknown>[]
): AsyncGenerator<unknown, void, undefined> {
  const opened = open(source);
  let failed = false;
  try {
    yield* stages.reduce<AsyncIterable<unknown>>((frames, stage) => stage(frames as AsyncIterable<never>), opened);
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    const closed = opened.return();
    // The stage's error is the one to report; what closing then adds would hide it.
    if (failed) closed.catch(() => undefined);
    else await closed;
  }
}

type Source<A> = AsyncIterable<A> | Iterable<A>;

/** A generator can be closed more than once and in any state, so whatever the stages did, one more time is safe. */
async function* open(source: Source<unknown>): AsyncGenerator<unknown, void, undefined> {
  yield* source;
}
