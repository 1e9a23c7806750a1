import { HavcError } from '../error.ts';
import type { Frame, Stage } from '../frame.ts';

/** An element of a stream and its neighbours, all in the stream's order. */
export interface FrameWindow<T = Frame> {
  readonly frame: T;
  /** Up to `radius` elements that come just before, the nearest last; fewer at the start of the stream. */
  readonly before: readonly T[];
  /** Up to `radius` elements that come just after, the nearest first; fewer at the end of the stream. */
  readonly after: readonly T[];
}

/**
 * A stage that gives each element with its neighbours on both sides: one window for each element, clipped (not padded)
 * at both ends of the stream.
 *
 * Holds at most 2 * radius + 1 elements, and reads `radius` elements ahead. The arrays are the reader's to keep.
 *
 * @param radius - neighbours on each side, a whole number from 0.
 * @throws HavcError `OPTION_INVALID` for another radius.
 */
export function windowed<T = Frame>(radius: number): Stage<T, FrameWindow<T>> {
  if (!Number.isInteger(radius) || radius < 0) {
    throw new HavcError('OPTION_INVALID', `radius must be a whole number from 0, got ${radius}.`);
  }
  return async function* windows(frames) {
    const held: T[] = [];
    let current = 0;
    const window = (): FrameWindow<T> => ({
      frame: held[current]!,
      before: held.slice(0, current),
      after: held.slice(current + 1),
    });
    const advance = () => {
      if (current < radius) current++;
      else held.shift();
    };
    for await (const frame of frames) {
      held.push(frame);
      if (held.length <= current + radius) continue;
      yield window();
      advance();
    }
    while (current < held.length) {
      yield window();
      advance();
    }
  };
}
