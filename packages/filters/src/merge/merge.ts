import { type Colorizer, type RgbImage, replaceLuma, throwIfAborted } from '@havc/core';
import { ensureMergeOptions, mergeImages } from './merge-images.ts';
import type { MergeOptions } from './merge-options.ts';

/**
 * A merge of one's own: makes one picture of two colourings of the same shape. It leaves both as they are, but may
 * return one of them.
 */
export type MergeFunction = (first: RgbImage, second: RgbImage) => RgbImage;

/** A colourizer made of two; `await using` disposes of both. */
export interface MergedColorizer extends Colorizer, AsyncDisposable {}

/**
 * Two colourizers as one, which again can be merged with others: `merge(constrainedChroma(), deoldify, ddcolor)`.
 *
 * Each picture goes to both at the same time; their results are merged by `method`, and the luma of the picture is put
 * back, whatever the method does to it. With method `'first'` or `'second'` only that one is asked.
 *
 * When one fails, the other is told to stop by its signal and waited for, so that nothing runs on behind a rejection;
 * then the first error is thrown. `dispose` frees both, even if one of them fails to.
 *
 * @param method - the method and its options, checked here and now; or a function of one's own.
 * @throws HavcError `OPTION_INVALID` for an option. From `colorize`: `ABORTED`, `SHAPE_INVALID` when the two results
 * differ in shape from the picture, and what the colourizers and a function of one's own throw.
 */
export function merge(method: MergeOptions | MergeFunction, first: Colorizer, second: Colorizer): MergedColorizer {
  if (typeof method !== 'function') ensureMergeOptions(method);
  const name = typeof method === 'function' ? 'own' : method.method;
  const asked = name === 'first' ? [first] : name === 'second' ? [second] : [first, second];
  let disposed: Promise<void> | undefined;
  const dispose = (): Promise<void> => {
    disposed ??= disposeAll(new Set([first, second]));
    return disposed;
  };
  return {
    async colorize(image, { signal } = {}) {
      throwIfAborted(signal);
      const results = await colorizeAll(asked, image, signal);
      throwIfAborted(signal);
      const [one, other] = results as [RgbImage, RgbImage?];
      if (other === undefined) return replaceLuma(image, one);
      if (typeof method === 'function') return replaceLuma(image, method(one, other));
      const merged = mergeImages(one, other, method);
      return replaceLuma(image, merged, merged);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** What each colourizer makes of a picture. The first failure stops the others; it is thrown when all have ended. */
async function colorizeAll(
  colorizers: readonly Colorizer[],
  image: RgbImage,
  signal: AbortSignal | undefined,
): Promise<RgbImage[]> {
  // A controller of our own, as AbortSignal.any would leave something behind on a signal that lives as long as a film.
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', forward, { once: true });
  const failures: unknown[] = [];
  const results = await Promise.all(
    colorizers.map(async (colorizer) => {
      try {
        if (failures.length > 0) return undefined; // the one before failed at once
        return await colorizer.colorize(image, { signal: stop.signal });
      } catch (error) {
        failures.push(error);
        stop.abort(error);
        return undefined;
      }
    }),
  );
  signal?.removeEventListener('abort', forward);
  if (failures.length > 0) throw failures[0];
  return results as RgbImage[];
}

async function disposeAll(colorizers: ReadonlySet<Colorizer>): Promise<void> {
  const results = await Promise.allSettled([...colorizers].map(async (colorizer) => colorizer.dispose()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
