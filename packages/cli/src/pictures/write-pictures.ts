import { HavcError } from '@havc/core';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { createSpeedMeter } from '../progress/speed-meter.ts';
import type { FramePlace } from '../scenes/find-shots.ts';
import { pickFrames } from './pick-frames.ts';
import type { PictureStyle } from './picture-format.ts';
import { settlePictures } from './settle-pictures.ts';
import { writePicture } from './write-picture.ts';

/** A frame, and the file that it becomes. */
export interface PictureJob extends FramePlace {
  readonly path: string;
}

/** How {@link writePictures} works. */
export interface WritePicturesOptions extends PictureStyle {
  /** Path of the film. */
  readonly input: string;
  /** See `pickFrames`. */
  readonly hasOwnTimes: boolean;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
}

/**
 * Writes chosen frames of a film file, and tells of each.
 *
 * @param jobs - in rising order of their frames.
 * @returns the paths that were kept because they existed.
 * @throws HavcError as `settlePictures`, `decode` and `writePicture` do; `INPUT_UNREADABLE` for a frame that the film
 * promised and hasn't got.
 */
export async function writePictures(
  jobs: readonly PictureJob[],
  { input, hasOwnTimes, overwrite: rule, format, quality }: WritePicturesOptions,
  context: ColorizeContext,
): Promise<ReadonlySet<string>> {
  const { signal, reporter } = context;
  const paths = jobs.map((job) => job.path);
  const { overwrite, kept } = await settlePictures(paths, { ...context, overwrite: rule });
  const meter = createSpeedMeter(() => performance.now());
  let images = 0;
  const tell = (output: string, skipped: boolean) => {
    images++;
    if (!skipped) meter.count(images);
    const [fps, secondsLeft] = [meter.perSecond(), meter.secondsLeft(jobs.length)];
    const total = jobs.length;
    reporter.tell({
      ...{ event: 'image-done', input, output, skipped, images, total, fps, secondsLeft },
      where: `${format} pictures`,
    });
  };
  for (const path of kept) tell(path, true);
  const missing = jobs.filter((job) => !kept.has(job.path));
  let next = 0;
  for await (const { index, image } of pickFrames(input, missing, { hasOwnTimes, signal })) {
    const job = missing[next++]!;
    if (job.index !== index) throw new Error(`Frame ${index} came where ${job.index} was asked for.`);
    await writePicture(image, job.path, { format, quality, overwrite, inputs: [input], signal });
    tell(job.path, false);
  }
  if (next === missing.length) return kept;
  throw new HavcError(
    'INPUT_UNREADABLE',
    `Frame ${missing[next]!.index} of ${JSON.stringify(input)} could not be decoded: it is damaged or cut off. ` +
      `${next} of ${missing.length} pictures were written.`,
    { details: { path: input, frame: missing[next]!.index } },
  );
}
