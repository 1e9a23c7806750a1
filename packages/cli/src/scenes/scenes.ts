import { join } from 'node:path';
import { HavcError, pipe } from '@havc/core';
import { detectScenes } from '@havc/filters';
import type { Film } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { openPictureFolder } from '../pictures/picture-folder.ts';
import { DEFAULT_QUALITY } from '../pictures/picture-format.ts';
import { settlePictures } from '../pictures/settle-pictures.ts';
import { writePicture } from '../pictures/write-picture.ts';
import { writePictures } from '../pictures/write-pictures.ts';
import { filmInputKind, openFilm, tellDamage } from './film-input.ts';
import { type FoundScenes, type FoundShot, findShots } from './find-shots.ts';
import { formatScenes } from './format-scenes.ts';
import { frameProgress } from './frame-progress.ts';
import { DETECTION_SIZE, markFullFrames } from './mark-frames.ts';
import type { ScenesRequest, ShotPictures } from './scenes-request.ts';

/**
 * Finds the cuts of a film, prints its shots, and writes a picture of each where that is asked for.
 *
 * @throws HavcError as `decode` and the writing of pictures do; `OPTION_INVALID` for what isn't a film.
 */
export async function scenes(request: ScenesRequest, context: ColorizeContext): Promise<void> {
  const { pictures } = request;
  const kind = await filmInputKind(request, 'havc scenes', context);
  if (kind === 'pipe' && pictures?.at === 'middle') {
    throw new HavcError(
      'OPTION_INVALID',
      'The middle of a shot is known when the shot has gone by, and a pipe is read once: take --picture-at first, or a file.',
      { details: { option: '--picture-at' } },
    );
  }
  if (!pictures) return run(request, kind, context);
  await using _folder = await openPictureFolder(pictures.folder);
  return await run(request, kind, context);
}

async function run(request: ScenesRequest, kind: 'film' | 'pipe', context: ColorizeContext): Promise<void> {
  const { reporter, streams } = context;
  const { pictures, detection } = request;
  const startedAt = performance.now();
  const inOnePass = kind === 'pipe' && pictures !== undefined;
  const shotPictures = new Map<number, string>();
  let kept = 0;

  await using film = await openFilm(request, inOnePass ? 'full' : DETECTION_SIZE, context);
  const tellFrame = frameProgress(film, `looking for cuts (${detection.detector})`, context);
  const marked = inOnePass ? markFullFrames(film, detection) : pipe(film.frames, detectScenes(detection));
  const found = await findShots(marked, async (frame, number) => {
    tellFrame();
    if (!inOnePass || shotPictures.has(number)) return;
    const path = picturePath(pictures, number, frame.index);
    shotPictures.set(number, path);
    const { overwrite, kept: there } = await settlePictures([path], { ...context, overwrite: pictures.overwrite });
    kept += there.size;
    const { signal } = context;
    const style = { format: pictures.format, quality: DEFAULT_QUALITY };
    if (there.size === 0) await writePicture(frame.image, path, { ...style, overwrite, inputs: [], signal });
  });
  tellDamage(film, context);
  if (pictures) {
    reporter.tell({ event: 'decision-made', subject: 'scenes', message: `Found ${countShots(found)}.` });
    if (!inOnePass) {
      const jobs = found.shots.map(({ number, first, middle }) => {
        const place = pictures.at === 'first' ? first : middle;
        return { ...place, path: picturePath(pictures, number, place.index) };
      });
      for (const [i, job] of jobs.entries()) shotPictures.set(i + 1, job.path);
      const hasOwnTimes = film.steadyCopy === undefined;
      const { format, overwrite } = pictures;
      const options = { input: request.input, hasOwnTimes, overwrite, format, quality: DEFAULT_QUALITY };
      kept = (await writePictures(jobs, options, context)).size;
    }
  }
  const lengths = shotSeconds(found, film);
  const report = {
    input: request.input,
    detection,
    frames: found.frames,
    shots: found.shots.map((shot, i) => ({ ...shot, seconds: lengths[i]!, picture: shotPictures.get(shot.number) })),
    references: request.references ? found.references : undefined,
  };
  // The bar goes before a table comes: both may be on one terminal.
  reporter.close();
  streams.stdout.write(formatScenes(report, request.format));
  reporter.tell({
    event: 'run-end',
    output: pictures?.folder ?? '-',
    frames: pictures ? found.shots.length - kept : found.shots.length,
    unit: pictures ? 'images' : 'shots',
    failed: 0,
    skipped: kept,
    bytes: null,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

const countShots = ({ shots, frames }: FoundScenes): string =>
  `${shots.length} ${shots.length === 1 ? 'shot' : 'shots'} in ${frames} ${frames === 1 ? 'frame' : 'frames'}`;

/** `shot_0012_001234.jpg`: the shot, and the frame behind the last underscore, where readers of references look. */
function picturePath({ folder, format }: ShotPictures, number: number, frame: number): string {
  return join(folder, `shot_${String(number).padStart(4, '0')}_${String(frame).padStart(6, '0')}.${format}`);
}

/** How long each shot is shown. The last one's last frame has the film's mean duration, unless its end is known. */
function shotSeconds({ shots }: FoundScenes, film: Film): number[] {
  return shots.map(({ first, last }: FoundShot, i) => {
    const next = shots[i + 1];
    if (next) return next.first.time - first.time;
    const rate = film.info.video.averageFrameRate ?? film.info.video.nominalFrameRate;
    const end = film.endTime ?? last.time + (rate ? rate.denominator / rate.numerator : 0);
    return Math.max(0, end - first.time);
  });
}
