import { type Frame, HavcError } from '@havc/core';

/** A run of frames without a cut in it. */
export interface Shot {
  /** Index of its first frame in the source. */
  readonly first: number;
  /** Index of its last frame in the source. */
  readonly last: number;
  /** When it begins, in seconds from the start of the source. */
  readonly time: number;
}

/**
 * The shots of a film as data, in order, from frames that `detectScenes` has marked. Reads the stream to its end; no
 * frame is kept.
 *
 * @throws HavcError `OPTION_INVALID` when a frame carries no marks.
 */
export async function listShots(frames: AsyncIterable<Frame>): Promise<Shot[]> {
  const shots: { first: number; last: number; time: number }[] = [];
  for await (const { index, time, scene } of frames) {
    if (scene === undefined) {
      throw new HavcError(
        'OPTION_INVALID',
        `Frame ${index} has no scene marks: pass the frames through detectScenes first.`,
      );
    }
    const shot = shots.at(-1);
    if (scene.cut || shot === undefined) shots.push({ first: index, last: index, time });
    else shot.last = index;
  }
  return shots;
}
