import { HavcError } from '@havc/core';
import type { Position } from '@havc/media';
import type { ChosenFrame } from './choose-frames.ts';

/** A time may be given to a millisecond, and so is what containers say. */
const TOLERANCE_SECONDS = 0.001;

/**
 * The frames that positions stand for, in the order of the film, each once. A time means the first frame at or after
 * it, or the last one that is still on the screen then.
 *
 * @param times - of all frames, rising, in seconds.
 * @param duration - of the film, in seconds.
 * @throws HavcError `OPTION_INVALID` for a position behind the end.
 */
export function resolvePositions(
  positions: readonly Position[],
  times: readonly number[],
  duration: number | undefined,
): ChosenFrame[] {
  const last = times.length - 1;
  const indexes = positions.map((position) => {
    if ('frame' in position) return position.frame <= last ? position.frame : refuse(`frame ${position.frame}`, times);
    const index = times.findIndex((time) => time >= position.seconds - TOLERANCE_SECONDS);
    if (index >= 0) return index;
    if (last >= 0 && position.seconds < (duration ?? 0)) return last;
    return refuse(`${position.seconds} s`, times);
  });
  const shot = { first: 0, last };
  return [...new Set(indexes)].sort((a, b) => a - b).map((index) => ({ index, time: times[index]!, shot }));
}

function refuse(position: string, times: readonly number[]): never {
  const end = times.at(-1)?.toFixed(3) ?? '0';
  throw new HavcError(
    'OPTION_INVALID',
    `--at ${position} lies behind the end of the film, which has ${times.length} frames, the last at ${end} s.`,
    { details: { option: '--at' } },
  );
}
