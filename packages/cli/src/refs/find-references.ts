import { HavcError, pipe } from '@havc/core';
import { detectScenes, type SceneDetectionOptions } from '@havc/filters';
import type { Film } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { tellDamage } from '../scenes/film-input.ts';
import { type FoundScenes, findShots } from '../scenes/find-shots.ts';
import { frameProgress } from '../scenes/frame-progress.ts';

/**
 * The frames that a detector marks as references.
 *
 * @throws HavcError `OPTION_INVALID` where that is every frame.
 */
export async function findReferences(
  film: Film,
  detection: SceneDetectionOptions,
  context: ColorizeContext,
): Promise<FoundScenes> {
  const tellFrame = frameProgress(film, `looking for references (${detection.detector})`, context);
  const found = await findShots(pipe(film.frames, detectScenes(detection)), tellFrame);
  tellDamage(film, context);
  const note = everyFrameNote(found.references.length, found.frames);
  if (note !== undefined) throw new HavcError('OPTION_INVALID', `${note} Nothing was written.`);
  return found;
}

/** What is to be said where every frame of a film is a reference. */
export function everyFrameNote(references: number, frames: number): string | undefined {
  if (references < frames || frames < 2) return undefined;
  return (
    `Every one of the ${frames} frames is a reference, which leaves nothing to be coloured from them: ` +
    'raise --threshold or --min-interval. For all frames as pictures there is --every 1.'
  );
}
