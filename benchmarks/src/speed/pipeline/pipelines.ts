import { type Frame, mapFrames, pipe } from '@havc/core';
import { decode, encode } from '@havc/media';
import type { CompactColorizer } from '@havc/models-compact';
import { runFfmpeg } from '../../peers/ffmpeg.ts';

/** Frames with the model at once, as the `havc` command has them. */
const FRAMES_AHEAD = 3;

/** The picture settings that havc's own default is, for ffmpeg alone. */
const TRANSCODE = ['-c:v', 'libx264', '-preset', 'medium', '-crf', '17', '-c:a', 'copy', '-movflags', '+faststart'];

/**
 * ffmpeg alone: decodes, and encodes with the settings that havc has.
 *
 * @param frames - so many of the film; all when absent.
 */
export function transcode(input: string, output: string, frames?: number): Promise<void> {
  const some = frames === undefined ? [] : ['-frames:v', String(frames)];
  return runFfmpeg(['-i', input, ...TRANSCODE, ...some, output]);
}

/** havc's pipeline without a model: decode to working size, put the chroma back on the untouched luma, encode. */
export async function runIdentity(input: string, output: string): Promise<void> {
  await using film = await decode(input);
  await encode(film, film.frames, output, { overwrite: true });
}

/** havc's pipeline as the command runs it. */
export async function runCompact(colorizer: CompactColorizer, input: string, output: string): Promise<void> {
  await using film = await decode(input);
  await encode(film, pipe(film.frames, colorize(colorizer)), output, { overwrite: true });
}

/** The model alone: colours `count` of the pictures, taken in turn, as a film's stage does it. */
export async function runModel(colorizer: CompactColorizer, pictures: readonly Frame[], count: number): Promise<void> {
  async function* frames(): AsyncGenerator<Frame> {
    for (let index = 0; index < count; index++) yield pictures[index % pictures.length]!;
  }
  for await (const _ of pipe(frames(), colorize(colorizer))) {
    // Only the time counts.
  }
}

/** Every `step`th picture of a film at working size. */
export async function samplePictures(input: string, step: number): Promise<readonly Frame[]> {
  await using film = await decode(input, { originals: false });
  const pictures: Frame[] = [];
  for await (const frame of film.frames) if (frame.index % step === 0) pictures.push(frame);
  return pictures;
}

function colorize(colorizer: CompactColorizer) {
  return mapFrames(async (frame: Frame, work) => ({ ...frame, image: await colorizer.colorize(frame.image, work) }), {
    concurrency: FRAMES_AHEAD,
  });
}
