import type { Film } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { filmProgress } from '../progress/film-progress.ts';

/** A function that tells that one more frame of the film has been looked at. */
export function frameProgress(film: Film, where: string, { reporter }: ColorizeContext): () => void {
  const tell = filmProgress(film, where, reporter);
  let frames = 0;
  return () => tell(++frames);
}
