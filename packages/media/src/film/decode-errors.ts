import { HavcError } from '@havc/core';

/** A range in a film whose times don't tell one place from another. */
export function unclearRange(path: string): HavcError {
  return new HavcError(
    'INPUT_UNSUPPORTED',
    `The clock of ${JSON.stringify(path)} jumps (it was joined, or is damaged), so that a start or an end may mean ` +
      'several places. Leave them out, or make it continuous first: `ffmpeg -i film.ts -map 0 -c copy film.mkv`.',
    { details: { path } },
  );
}

/** Whether ffmpeg ended by itself: it gives up a film whose first frame never comes. */
export function isRefusal(error: unknown): boolean {
  return HavcError.is(error, 'FFMPEG_FAILED') && typeof error.details['exitCode'] === 'number';
}

/** A film that may be one, but of which no frame came. */
export function nothingDecoded(path: string, messages: readonly string[]): HavcError {
  const said = messages.length > 0 ? ` ffmpeg said: ${messages.slice(-2).join(' | ')}` : '';
  const film = path === '-' ? 'what came in on stdin' : JSON.stringify(path);
  return new HavcError(
    'INPUT_UNREADABLE',
    `Not a single frame of ${film} could be decoded: it is damaged or cut off.${said}`,
    { details: { path, stderr: messages.slice(-10) } },
  );
}
