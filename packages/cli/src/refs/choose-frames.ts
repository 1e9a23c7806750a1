import { HavcError } from '@havc/core';
import { type Film, frameTimes } from '@havc/media';
import type { FramePlace } from '../scenes/find-shots.ts';
import type { ReferenceSelection } from './export-request.ts';

/**
 * Frames that are chosen by their numbers, with their times. Reads the packets of the film and decodes nothing.
 *
 * @param film - opened for the range in which they must lie.
 * @throws HavcError `OPTION_INVALID` where a frame lies outside the range, or none lies in it.
 */
export async function chooseFrames(
  film: Film,
  selection: Exclude<ReferenceSelection, { by: 'detector' }>,
  signal: AbortSignal,
): Promise<readonly FramePlace[]> {
  const times = await frameTimes(film.info.path, { signal });
  const first = film.firstFrame;
  const end = film.frameCountExact && film.frameCount !== undefined ? first + film.frameCount : times.length;
  const numbers = selection.by === 'list' ? selection.frames : multiples(selection.frames, first, end);
  const outside = numbers.find((number) => number < first || number >= end);
  if (outside !== undefined) {
    const whole = first === 0 && end === times.length;
    throw new HavcError(
      'OPTION_INVALID',
      `--frames asks for frame ${outside}, and ${JSON.stringify(film.info.path)} has ` +
        `${whole ? `${end} of them, 0 to ${end - 1}` : `frames ${first} to ${end - 1} in the range`}. Nothing was written.`,
      { details: { option: '--frames', frame: outside } },
    );
  }
  if (selection.by === 'every' && numbers.length === 0) throw noMultiple(first, end - 1, selection.frames);
  return numbers.map((index) => ({ index, time: times[index] ?? 0 }));
}

/** The error for a film, or a part of it, without a frame whose number is a multiple. */
export function noMultiple(first: number, last: number, every: number): HavcError {
  return new HavcError(
    'OPTION_INVALID',
    `No frame from ${first} to ${last} has a number that is a multiple of ${every}, so that no file was written: ` +
      'take a smaller --every, or a longer part.',
    { details: { option: '--every' } },
  );
}

function multiples(every: number, first: number, end: number): number[] {
  const numbers: number[] = [];
  for (let number = Math.ceil(first / every) * every; number < end; number += every) numbers.push(number);
  return numbers;
}
