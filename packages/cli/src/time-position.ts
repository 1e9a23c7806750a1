import { HavcError } from '@havc/core';
import type { Position } from '@havc/media';

const FRAME = /^(\d+)f$/;
const SECONDS = /^(\d+(?:\.\d+)?|\.\d+)s?$/;
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/;

/**
 * A place in a film as people write it: `00:01:10.5` or `1:10.5` (hours, minutes, seconds), `70.5s` or `70.5`
 * (seconds), `1750f` (a frame, counted from 0).
 *
 * @param option - the option's name for the message: `--start`.
 * @throws HavcError `OPTION_INVALID` for anything else.
 */
export function parseTimePosition(text: string, option: string): Position {
  const trimmed = text.trim();
  const frame = FRAME.exec(trimmed);
  if (frame && Number.isSafeInteger(Number(frame[1]))) return { frame: Number(frame[1]) };
  const seconds = SECONDS.exec(trimmed);
  if (seconds) return { seconds: Number(seconds[1]) };
  const clock = CLOCK.exec(trimmed);
  if (clock) {
    const [, hours = '0', minutes = '0', rest = '0'] = clock;
    // Minutes may pass 59 only where they stand first: 90:00 is an hour and a half, 1:90:00 is a slip.
    const inRange = Number(rest) < 60 && (clock[1] === undefined || Number(minutes) < 60);
    if (inRange) return { seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) };
  }
  throw new HavcError(
    'OPTION_INVALID',
    `${option} must be a time such as 00:01:10.5, 70.5s or 70.5, or a frame such as 1750f, got "${text}".`,
    { details: { option, value: text } },
  );
}
