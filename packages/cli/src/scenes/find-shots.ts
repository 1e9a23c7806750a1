import type { Frame } from '@havc/core';

/** A frame by its number in the source and its time in seconds. */
export interface FramePlace {
  readonly index: number;
  readonly time: number;
}

/** A run of frames without a cut in it. */
export interface FoundShot {
  /** Counted from 1. */
  readonly number: number;
  readonly first: FramePlace;
  readonly last: FramePlace;
  /** The frame in its middle; of two the earlier. */
  readonly middle: FramePlace;
  readonly frames: number;
  /** The detector's score of the cut that it begins with; 0 where the film begins. */
  readonly score: number;
  /** Mean luma of its first frame, 0..1. */
  readonly luma: number;
}

/** A frame that is marked as a reference. */
export interface FoundReference extends FramePlace {
  readonly score: number;
  readonly luma: number;
}

/** What a pass of scene detection has found. */
export interface FoundScenes {
  readonly frames: number;
  readonly shots: readonly FoundShot[];
  readonly references: readonly FoundReference[];
}

/**
 * Collects the shots and references of frames that `detectScenes` has marked. Of pictures none is kept, of times those of
 * one shot.
 *
 * @param onFrame - called with each frame before the next is asked for.
 */
export async function findShots(
  marked: AsyncIterable<Frame>,
  onFrame: (frame: Frame, shotNumber: number) => Promise<void> | void,
): Promise<FoundScenes> {
  const shots: FoundShot[] = [];
  const references: FoundReference[] = [];
  let frames = 0;
  let open: { readonly start: FoundReference; readonly times: number[] } | undefined;
  const close = () => {
    if (open) shots.push(shotOf(open.start, open.times, shots.length + 1));
  };
  for await (const frame of marked) {
    const { index, time, scene } = frame;
    const place = { index, time, score: scene?.ratio ?? 0, luma: scene?.luma ?? 0 };
    if (scene?.cut || open === undefined) {
      close();
      open = { start: place, times: [] };
    }
    open.times.push(time);
    if (scene?.reference) references.push(place);
    frames++;
    await onFrame(frame, shots.length + 1);
  }
  close();
  return { frames, shots, references };
}

function shotOf(start: FoundReference, times: readonly number[], number: number): FoundShot {
  const place = (offset: number): FramePlace => ({ index: start.index + offset, time: times[offset]! });
  return {
    number,
    first: place(0),
    last: place(times.length - 1),
    middle: place((times.length - 1) >> 1),
    frames: times.length,
    score: start.score,
    luma: start.luma,
  };
}
