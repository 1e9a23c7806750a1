import { mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HavcError, sizeOf, throwIfAborted, toContiguous } from '@havc/core';
import { decode, outputError, probe, readStill } from '@havc/media';
import sharp from 'sharp';
import { evenly } from './evenly.ts';
import type { TruthEntry, TruthSet } from './truth-set.ts';

/** How a film is read. */
export interface FilmTruthOptions {
  /** Shorter side at which frames are measured, pixels; a smaller film keeps its size. */
  readonly size: number | 'full';
  /** How many frames at most, spread evenly over the film. Default: 50. More than 1000 count as 1000. */
  readonly limit?: number | undefined;
  /** Where frames are kept meanwhile. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/** Neighbours are alike: more frames say more only where they are of other shots. */
const DEFAULT_FRAMES = 50;

/** So many frames `decode` picks out of a film. */
const MOST_FRAMES = 1000;

/** Of a film that doesn't tell its length: a frame a second, as films go. */
const UNKNOWN_STEP = 24;

/** No side of a frame is longer. */
const WHOLE = 65_535;

interface KeptFrame {
  readonly name: string;
  readonly file: string;
}

/**
 * Frames of a film, spread evenly over it. They are decoded once and kept as PNG until the run ends, as every method needs
 * them: films are long, and most of a decoder's work is for frames that nobody looks at.
 *
 * @throws HavcError as `decode` of `@havc/media` does; `INPUT_UNREADABLE` where no frame comes; `DISK_FULL`.
 */
export async function filmTruth(film: string, options: FilmTruthOptions): Promise<TruthSet> {
  const { signal, limit = DEFAULT_FRAMES } = options;
  const { video } = await probe(film, { signal });
  const wanted = Math.min(limit, MOST_FRAMES);
  const only =
    video.frameCount === undefined
      ? Array.from({ length: wanted }, (_, index) => index * UNKNOWN_STEP)
      : evenly(video.frameCount, wanted);
  const kept = await keepFrames(film, only, options);
  const notes = [
    `${kept.length} frames of the film, spread evenly; each is coloured by itself.`,
    'Frames of one film are alike: its standard errors say nothing of other films.',
  ];
  if (limit > MOST_FRAMES) notes.push(`No more than ${MOST_FRAMES} frames of a film are taken.`);
  return {
    ...{ name: basename(film), source: film, count: kept.length, notes },
    async *read(abort?: AbortSignal): AsyncGenerator<TruthEntry> {
      for (const { name, file } of kept) {
        throwIfAborted(abort);
        yield { name, image: (await readStill(file, { size: WHOLE, ...(abort && { signal: abort }) })).image };
      }
    },
  };
}

async function keepFrames(
  path: string,
  only: readonly number[],
  { size, scratch, signal }: FilmTruthOptions,
): Promise<readonly KeptFrame[]> {
  const folder = await mkdtemp(join(scratch, 'truth-'));
  const kept: KeptFrame[] = [];
  const film = await decode(path, { size, only, originals: false, signal });
  try {
    for await (const { index, image } of film.frames) {
      const file = join(folder, `${index}.png`);
      const { width, height } = sizeOf(image);
      try {
        await sharp(toContiguous(image), { raw: { width, height, channels: 3 }, limitInputPixels: false })
          .png({ compressionLevel: 1 })
          .toFile(file);
      } catch (error) {
        throw outputError(error, file);
      }
      kept.push({ name: `frame ${index}`, file });
    }
  } finally {
    await film.dispose();
  }
  if (kept.length > 0) return kept;
  throw new HavcError('INPUT_UNREADABLE', `${JSON.stringify(path)} gave no frame: check that it plays.`, {
    details: { path },
  });
}
