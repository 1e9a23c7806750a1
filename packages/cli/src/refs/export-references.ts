import { join } from 'node:path';
import { HavcError } from '@havc/core';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { openPictureFolder } from '../pictures/picture-folder.ts';
import { writePictures } from '../pictures/write-pictures.ts';
import { filmInputKind, openFilm } from '../scenes/film-input.ts';
import { DETECTION_SIZE } from '../scenes/mark-frames.ts';
import { chooseFrames } from './choose-frames.ts';
import { exportFromPipe } from './export-from-pipe.ts';
import type { ExportRequest } from './export-request.ts';
import { type ExportedReferences, exportJson } from './exported-references.ts';
import { findReferences } from './find-references.ts';
import { referenceName } from './reference-name.ts';

/**
 * Writes reference frames of a film as pictures at its full size, upright and with square pixels.
 *
 * A file is read twice where a detector chooses: small, to look at all its frames, and then only the chosen ones at full
 * size. One pass at full size would take longer, and look at other pictures than `havc colorize` does.
 *
 * @throws HavcError as `decode` and the writing of pictures do; `OPTION_INVALID` where every frame or none is chosen.
 */
export async function exportReferences(request: ExportRequest, context: ColorizeContext): Promise<void> {
  const { streams, reporter } = context;
  const startedAt = performance.now();
  const kind = await filmInputKind(request, 'havc refs export', context);
  ensureNotEvery(request);
  await using _folder = await openPictureFolder(request.folder);
  const exported = kind === 'pipe' ? await exportFromPipe(request, context) : await exportFromFile(request, context);
  const written = exported.references.filter((reference) => reference.written).length;
  reporter.close();
  if (request.json) streams.stdout.write(exportJson(request.input, request.folder, exported));
  if (written === 0) {
    const message = 'No file was written: all of them exist already, and -n keeps them.';
    reporter.tell({ event: 'decision-made', subject: 'output', message });
  }
  reporter.tell({
    event: 'run-end',
    output: request.folder,
    frames: written,
    unit: 'images',
    failed: 0,
    skipped: exported.references.length - written,
    bytes: null,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

async function exportFromFile(request: ExportRequest, context: ColorizeContext): Promise<ExportedReferences> {
  const { input, folder, selection, naming, format, quality, overwrite } = request;
  await using film = await openFilm(request, DETECTION_SIZE, context);
  const found = selection.by === 'detector' ? await findReferences(film, selection.detection, context) : undefined;
  const chosen =
    found?.references ?? (selection.by === 'detector' ? [] : await chooseFrames(film, selection, context.signal));
  const jobs = chosen.map((place, position) => ({
    ...place,
    path: join(folder, referenceName(place.index, position, naming, format)),
  }));
  const hasOwnTimes = film.steadyCopy === undefined;
  const kept = await writePictures(jobs, { input, hasOwnTimes, overwrite, format, quality }, context);
  return { frames: found?.frames, references: jobs.map((job) => ({ ...job, written: !kept.has(job.path) })) };
}

/** A frequency of 1 marks all frames, which is known before any work. */
function ensureNotEvery({ selection }: ExportRequest): void {
  if (selection.by !== 'detector') return;
  const { detection } = selection;
  if (!('frequency' in detection) || detection.frequency !== 1 || (detection.minimumInterval ?? 1) > 1) return;
  throw new HavcError(
    'OPTION_INVALID',
    '--frequency 1 makes every frame a reference, which leaves nothing to be coloured from them: take more, such as 25. ' +
      'For all frames as pictures there is --every 1.',
    { details: { option: '--frequency' } },
  );
}
