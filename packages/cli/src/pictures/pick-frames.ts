import type { Frame } from '@havc/core';
import { decode } from '@havc/media';
import type { FramePlace } from '../scenes/find-shots.ts';

/** How {@link pickFrames} reads. */
export interface PickFramesOptions {
  /** Whether the film's times are its own. Where they were made anew, its frames can only be counted. */
  readonly hasOwnTimes: boolean;
  readonly signal: AbortSignal;
}

/** So many frames are asked of one run of ffmpeg. */
const MOST_AT_ONCE = 1000;

/** Frames are known by their times to half a millisecond: containers round to a whole one. */
const SAME_TIME_SECONDS = 0.0005;

/**
 * Chosen frames of a film file at full size, upright and with square pixels, in rising order; one is held at a time.
 *
 * ffmpeg passes over the others without converting them, several times as fast as all would be read. Each frame's time
 * tells whether it is the one that was meant; where one is not (pictures that change their size make ffmpeg count anew),
 * the rest is read by counting all frames.
 *
 * @param wanted - rising.
 */
export async function* pickFrames(
  input: string,
  wanted: readonly FramePlace[],
  { hasOwnTimes, signal }: PickFramesOptions,
): AsyncGenerator<Frame> {
  let done = 0;
  while (hasOwnTimes && done < wanted.length) {
    const some = wanted.slice(done, done + MOST_AT_ONCE);
    const before = done;
    for await (const frame of readOnly(input, some, signal)) {
      if (Math.abs(frame.time - wanted[done]!.time) > SAME_TIME_SECONDS) break;
      yield frame;
      done++;
    }
    if (done - before < some.length) break;
  }
  if (done < wanted.length) yield* countFrames(input, wanted.slice(done), signal);
}

async function* readOnly(input: string, wanted: readonly FramePlace[], signal: AbortSignal): AsyncGenerator<Frame> {
  const only = wanted.map(({ index }) => index);
  const start = only[0] === 0 ? undefined : { frame: only[0]! };
  await using film = await decode(input, { size: 'full', originals: false, start, only, signal });
  yield* film.frames;
}

async function* countFrames(input: string, wanted: readonly FramePlace[], signal: AbortSignal): AsyncGenerator<Frame> {
  await using film = await decode(input, { size: 'full', originals: false, signal });
  let next = 0;
  for await (const frame of film.frames) {
    if (frame.index !== wanted[next]!.index) continue;
    yield frame;
    if (++next === wanted.length) return;
  }
}
