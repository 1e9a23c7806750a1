import { HavcError } from '@havc/core';
import { frameTimes } from '../probe/probe.ts';
import type { Position } from './film.ts';

/** A part of a film by frame numbers, and the time to seek to. */
export interface FrameRange {
  /** 0-based index of the first frame. */
  readonly start: number;
  /** Exclusive; undefined for "to the end". */
  readonly end: number | undefined;
  /** Seconds from the container's start, just before the first frame; 0 for "from the start". */
  readonly seekSeconds: number;
  /** Seconds of the first frame; undefined where the film wasn't indexed. */
  readonly firstTime: number;
  /** Seconds where the frame after the last begins; undefined for "to the end". */
  readonly endSeconds: number | undefined;
  readonly frameCount: number | undefined;
  /** The only frames that are wanted, by their indexes in the source; undefined for all. */
  readonly only?: readonly number[];
}

/** More frames would make a command line that some systems don't take. */
const MOST_CHOSEN = 1000;

/**
 * The part of a range that holds some chosen frames, rising.
 *
 * @throws HavcError `OPTION_INVALID` for none, more than 1000, and indexes that don't rise or lie outside the range.
 */
export function onlyRange(range: FrameRange, only: readonly number[]): FrameRange {
  const rises = only.every(
    (index, i) => Number.isSafeInteger(index) && index >= range.start && !(index <= only[i - 1]!),
  );
  const last = only.at(-1);
  if (!rises || last === undefined || only.length > MOST_CHOSEN || (range.end !== undefined && last >= range.end)) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.only must be 1 to ${MOST_CHOSEN} indexes of frames, rising, all inside the range.`,
    );
  }
  return { ...range, end: last + 1, endSeconds: undefined, frameCount: only.length, only };
}

/** So much before the first frame lies the point to seek to, unless the frame before is nearer: ffmpeg rounds to microseconds. */
const SEEK_MARGIN_SECONDS = 0.0005;

/**
 * Resolves a range to exact frames from the film's timestamps. Reads the whole file's packets, but decodes nothing.
 *
 * A time means the first frame at or after it (to a millisecond, which is what containers and people round to).
 *
 * @param knownTimes - what `frameTimes` has given for this file: nothing is read then.
 * @throws HavcError `OPTION_INVALID` where the range is empty or lies outside the film.
 */
export async function resolveRange(
  path: string,
  start: Position | undefined,
  end: Position | undefined,
  signal: AbortSignal | undefined,
  knownTimes?: readonly number[] | undefined,
): Promise<FrameRange> {
  const times = knownTimes ?? (await frameTimes(path, { ...(signal ? { signal } : {}) }));
  const first = start === undefined ? 0 : indexOf(times, start, 'start');
  const last = end === undefined ? times.length : Math.min(times.length, indexOf(times, end, 'end'));
  if (first >= times.length) {
    const length =
      times.length === 0 ? 'no frames' : `${times.length} frames, ${times.at(-1)!.toFixed(3)} s to the last`;
    throw new HavcError(
      'OPTION_INVALID',
      `The start lies behind the end of the film (${length}). Choose an earlier one.`,
    );
  }
  if (last <= first) {
    throw new HavcError(
      'OPTION_INVALID',
      `The range is empty: it starts with frame ${first} and ends before frame ${last}. The end must lie after the start.`,
    );
  }
  const before = first > 0 ? times[first]! - times[first - 1]! : 0;
  return {
    start: first,
    end: end === undefined ? undefined : last,
    seekSeconds: first === 0 ? 0 : times[first]! - Math.min(SEEK_MARGIN_SECONDS, before / 2),
    firstTime: times[first]!,
    endSeconds: end === undefined ? undefined : times[last],
    frameCount: last - first,
  };
}

function indexOf(times: readonly number[], position: Position, name: string): number {
  if ('frame' in position) {
    if (Number.isInteger(position.frame) && position.frame >= 0) return position.frame;
    throw new HavcError(
      'OPTION_INVALID',
      `options.${name}.frame must be a whole number from 0, got ${position.frame}.`,
    );
  }
  if (!(position.seconds >= 0)) {
    throw new HavcError('OPTION_INVALID', `options.${name}.seconds must be 0 or more, got ${position.seconds}.`);
  }
  const index = times.findIndex((time) => time >= position.seconds - 0.001);
  return index === -1 ? times.length : index;
}
