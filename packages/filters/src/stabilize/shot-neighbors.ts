import { type Frame, type FrameWindow, HavcError, sizeOf } from '@havc/core';

/** The frames around one that belong to its shot, in the order of time. */
export interface ShotNeighbors {
  readonly before: readonly Frame[];
  readonly after: readonly Frame[];
}

/**
 * What of a window lies in the same shot as its frame: nothing before a frame that is marked as a shot's first
 * (`frame.scene.cut`), nothing from the next such frame on.
 *
 * @throws HavcError `SHAPE_INVALID` when a frame of the shot has another size; it names both.
 */
export function shotNeighbors({ frame, before, after }: FrameWindow): ShotNeighbors {
  let first = before.length;
  if (!frame.scene?.cut) {
    while (first > 0) {
      first--;
      if (before[first]!.scene?.cut) break;
    }
  }
  const end = after.findIndex((next) => next.scene?.cut);
  const shot = { before: before.slice(first), after: end < 0 ? after : after.slice(0, end) };
  for (const other of shot.before) ensureSameSize(frame, other);
  for (const other of shot.after) ensureSameSize(frame, other);
  return shot;
}

/**
 * @throws HavcError `SHAPE_INVALID` that names both frames when their sizes differ.
 */
export function ensureSameSize(frame: Frame, other: Frame): void {
  const [own, size] = [sizeOf(frame.image), sizeOf(other.image)];
  if (own.width === size.width && own.height === size.height) return;
  throw new HavcError(
    'SHAPE_INVALID',
    `Frame ${frame.index} is ${own.width}x${own.height} and frame ${other.index} of the same shot is ` +
      `${size.width}x${size.height}: bring all frames to one size first, or mark a cut where it changes.`,
  );
}
