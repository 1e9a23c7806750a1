import { join } from 'node:path';
import { type Frame, HavcError } from '@havc/core';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { settlePictures } from '../pictures/settle-pictures.ts';
import { writePicture } from '../pictures/write-picture.ts';
import { openFilm, tellDamage } from '../scenes/film-input.ts';
import { frameProgress } from '../scenes/frame-progress.ts';
import { markFullFrames } from '../scenes/mark-frames.ts';
import { noMultiple } from './choose-frames.ts';
import type { ExportRequest, ReferenceSelection } from './export-request.ts';
import type { ExportedReference, ExportedReferences } from './exported-references.ts';
import { everyFrameNote } from './find-references.ts';
import { referenceName } from './reference-name.ts';

/**
 * Writes references of a film that comes in on a pipe and is read once: at full size, cuts being looked for in small
 * copies. A file that exists ends the run when its turn comes, unless `-y` or `-n` was given.
 */
export async function exportFromPipe(request: ExportRequest, context: ColorizeContext): Promise<ExportedReferences> {
  const { selection, folder, naming, format, quality } = request;
  const { signal, reporter } = context;
  await using film = await openFilm(request, 'full', context);
  const tellFrame = frameProgress(film, 'looking for references', context);
  const wants = wantedFrames(selection);
  const references: ExportedReference[] = [];
  let frames = 0;
  for await (const frame of selection.by === 'detector' ? markFullFrames(film, selection.detection) : film.frames) {
    tellFrame();
    frames++;
    if (!wants(frame)) continue;
    const { index, time, scene, image } = frame;
    const path = join(folder, referenceName(index, references.length, naming, format));
    const { overwrite, kept } = await settlePictures([path], { ...context, overwrite: request.overwrite });
    if (kept.size === 0) await writePicture(image, path, { format, quality, overwrite, inputs: [], signal });
    const marks = scene && { luma: scene.luma ?? 0, score: scene.ratio ?? 0 };
    references.push({ index, time, path, written: kept.size === 0, ...marks });
  }
  tellDamage(film, context);
  if (selection.by === 'list') ensureAllCame(selection.frames, frames, references.length);
  if (selection.by === 'every' && references.length === 0) throw noMultiple(0, frames - 1, selection.frames);
  const message = selection.by === 'detector' ? everyFrameNote(references.length, frames) : undefined;
  if (message !== undefined) reporter.tell({ event: 'decision-made', subject: 'scenes', message });
  return { frames, references };
}

function wantedFrames(selection: ReferenceSelection): (frame: Frame) => boolean {
  if (selection.by === 'detector') return ({ scene }) => scene?.reference === true;
  if (selection.by === 'every') return ({ index }) => index % selection.frames === 0;
  const wanted = new Set(selection.frames);
  return ({ index }) => wanted.has(index);
}

function ensureAllCame(wanted: readonly number[], frames: number, written: number): void {
  const outside = wanted.find((number) => number >= frames);
  if (outside === undefined) return;
  const there = ['No file was written', 'The one before it is there'][written] ?? `The ${written} before it are there`;
  throw new HavcError(
    'OPTION_INVALID',
    `--frames asks for frame ${outside}, and the film that came in had ${frames} of them, 0 to ${frames - 1}. ${there}.`,
    { details: { option: '--frames', frame: outside } },
  );
}
