/** A place in a film: a frame counted from 0, or seconds from the start. */
export type FilmPosition = { readonly frame: number } | { readonly seconds: number };

const FRAME = /^(\d+)f$/;
const SECONDS = /^(\d+(?:\.\d+)?|\.\d+)s?$/;
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/;

/** No position is longer. */
const MAX_LENGTH = 40;

/**
 * A place in a film as people write it: `00:01:10.5` or `1:10.5` (hours, minutes, seconds), `70.5s` or `70.5`
 * (seconds), `1750f` (a frame, counted from 0); undefined for anything else.
 */
export function parseFilmPosition(text: string): FilmPosition | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  const frame = FRAME.exec(trimmed);
  if (frame && Number.isSafeInteger(Number(frame[1]))) return { frame: Number(frame[1]) };
  const seconds = SECONDS.exec(trimmed);
  if (seconds) return { seconds: Number(seconds[1]) };
  const clock = CLOCK.exec(trimmed);
  if (!clock) return undefined;
  const [, hours = '0', minutes = '0', rest = '0'] = clock;
  // Minutes may pass 59 only where they stand first: 90:00 is an hour and a half, 1:90:00 is a slip.
  if (Number(rest) >= 60 || (clock[1] !== undefined && Number(minutes) >= 60)) return undefined;
  return { seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) };
}
