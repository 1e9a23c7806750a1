import { HavcError, parseFilmPosition } from '@havc/core';
import type { Position } from '@havc/media';

/**
 * A place in a film as an option gives it; see `parseFilmPosition`.
 *
 * @param option - the option's name for the message: `--start`.
 * @throws HavcError `OPTION_INVALID` for anything else.
 */
export function parseTimePosition(text: string, option: string): Position {
  const position = parseFilmPosition(text);
  if (position !== undefined) return position;
  throw new HavcError(
    'OPTION_INVALID',
    `${option} must be a time such as 00:01:10.5, 70.5s or 70.5, or a frame such as 1750f, got "${text}".`,
    { details: { option, value: text } },
  );
}
