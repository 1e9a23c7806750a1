import { basename, dirname, join } from 'node:path';
import { HavcError, type HavcErrorCode, mapFrames, pipe } from '@havc/core';
import { expandSequence, listImages, readStill, writeStill } from '@havc/media';
import type { CompiledRecipe } from '@havc/presets';
import { recipeFileReader } from '@havc/presets';
import { someWithoutColors } from '../filter/color-watch.ts';
import { hasColors } from '../filter/has-colors.ts';
import { ask, canAsk, exists } from '../overwrite.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { createSpeedMeter } from '../progress/speed-meter.ts';
import { lumaNotes } from '../recipes/luma-note.ts';
import { describePool, openModels } from '../recipes/open-models.ts';
import { recipeRecord } from '../recipes/recipe-record.ts';
import { planFolderRecord, writeRecord } from '../recipes/record-file.ts';
import { colorPicture } from './color-picture.ts';
import type { ColorizeContext, ColorizeRequest } from './colorize-request.ts';
import { defaultFolderOutput, defaultSequenceOutput } from './default-output.ts';
import { makeOutputFolder } from './output-folder.ts';
import { runStart } from './run-start.ts';
import { STILL_SIZE, stillWorkingSize } from './still-working-size.ts';

/** While the model works on one image, another is read or written. */
const IMAGES_AT_ONCE = 2;

/** Names that are listed in a note; of more the number is told. */
const MAX_LISTED = 5;

/** Failures that the next image would meet as well. */
const STOPS_THE_RUN: ReadonlySet<HavcErrorCode> = new Set([
  'ABORTED',
  'DISK_FULL',
  'DEVICE_UNAVAILABLE',
  'MODEL_MISSING',
  'WEIGHTS_REFUSED',
]);

interface Job {
  readonly input: string;
  readonly output: string;
}

/** How one image ended. */
type Outcome =
  | { readonly job: Job; readonly kind: 'done' | 'skipped' }
  | { readonly job: Job; readonly kind: 'failed'; readonly error: HavcError };

/**
 * Colours each image of a folder or a numbered sequence into a folder, under its own name. An image that fails is
 * reported, and the others go on.
 *
 * @throws HavcError the first failure's code when images failed; `OUTPUT_EXISTS` where outputs exist and neither `-y`
 * nor `-n` says what to do; what stops all images.
 */
export async function colorizeImages(
  request: ColorizeRequest,
  kind: 'folder' | 'sequence',
  context: ColorizeContext,
): Promise<void> {
  const { signal, reporter } = context;
  const startedAt = performance.now();
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  const source = kind === 'folder' ? await readFolder(request) : await readSequence(request);
  const { output, images, inputFolder } = source;
  reporter.tell(runStart(request, output, 'images'));
  for (const note of source.notes) decide('input', note);
  for (const note of lumaNotes(request.how.recipe)) decide('recipe', note);
  const folder = await makeOutputFolder(output, inputFolder);
  try {
    const jobs = images.map((input) => ({ input, output: join(output, basename(input)) }));
    const existing = await settleExisting(jobs, request.overwrite, context);
    const planned = await planFolderRecord(request, output, context);
    const { recipe, folder: recipeFolder } = request.how;
    const { compile } = await import('@havc/presets');
    const models = await openModels([recipe], request.models, false, context);
    const readFile = recipeFileReader(recipeFolder);
    let compiled: CompiledRecipe | undefined;
    let gray = 0;
    const colorOne = async (job: Job): Promise<Outcome> => {
      if (existing.skip.has(job)) return { job, kind: 'skipped' };
      try {
        const still = await readStill(job.input, { size: stillWorkingSize(recipe), signal });
        if (request.work.needsColors && !hasColors(still.image)) gray++;
        const { image, before } = await colorPicture(compiled!.stage, still.image);
        const { overwrite } = existing;
        await writeStill(still, image, job.output, { overwrite, signal, ...(before && { before }) });
        return { job, kind: 'done' };
      } catch (error) {
        if (!HavcError.is(error) || STOPS_THE_RUN.has(error.code)) throw error;
        return { job, kind: 'failed', error };
      }
    };
    const counts: Counts = { done: 0, skipped: 0, failed: 0 };
    const writeDown = async () => {
      if (!planned || counts.done === 0) return;
      await writeRecord(planned, await recipeRecord({ recipe, readFile }, models, request.input), reporter);
    };
    try {
      if (existing.skip.size < jobs.length)
        compiled = await compile(recipe, { models, size: STILL_SIZE, readFile, signal });
      const outcomes = pipe(jobs, mapFrames(colorOne, { concurrency: IMAGES_AT_ONCE, signal }));
      const where = () => (request.models ? describePool(models) : 'filters');
      const firstFailure = await tellOutcomes(outcomes, counts, { total: jobs.length, where }, context).catch(
        async (error: unknown) => {
          // Images that were done before stay, and so does how; what is told is what stopped the run.
          await writeDown().catch(() => {});
          throw error;
        },
      );
      await writeDown();
      if (gray > 0) decide('color', someWithoutColors(gray, jobs.length));
      tellEnd(counts, { output, startedAt }, context);
      if (firstFailure) throw someFailed(firstFailure, counts.failed, jobs.length, request.work.done);
    } finally {
      await compiled?.dispose();
      await models.dispose();
    }
  } finally {
    await folder.removeIfEmpty();
  }
}

interface ImageSource {
  readonly images: readonly string[];
  readonly inputFolder: string;
  readonly output: string;
  readonly notes: readonly string[];
}

async function readFolder({ input, output, work }: ColorizeRequest): Promise<ImageSource> {
  const { images, ignored } = await listImages(input);
  const names = ignored.map((entry) => entry.name);
  const listed = names.length > MAX_LISTED ? `${names.slice(0, MAX_LISTED).join(', ')}, ...` : names.join(', ');
  const notes =
    names.length === 0
      ? []
      : [
          `${names.length} of the folder's entries ${names.length === 1 ? 'is' : 'are'} no image, and left alone: ${listed}.`,
        ];
  return { images, inputFolder: input, output: output ?? defaultFolderOutput(input, work.suffix), notes };
}

async function readSequence({ input, output, work }: ColorizeRequest): Promise<ImageSource> {
  const { images, gaps } = await expandSequence(input);
  const ranges = gaps.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  return {
    images: images.map((image) => image.path),
    inputFolder: dirname(input),
    output: output ?? defaultSequenceOutput(input, work.suffix),
    notes:
      ranges.length === 0 ? [] : [`Numbers are missing in the sequence: ${ranges.slice(0, MAX_LISTED).join(', ')}.`],
  };
}

async function settleExisting(
  jobs: readonly Job[],
  rule: boolean | undefined,
  context: ColorizeContext,
): Promise<{ readonly overwrite: boolean; readonly skip: ReadonlySet<Job> }> {
  if (rule === true) return { overwrite: true, skip: new Set() };
  const there: Job[] = [];
  for (const job of jobs) if (await exists(job.output)) there.push(job);
  if (there.length === 0 || rule === false) return { overwrite: false, skip: new Set(there) };
  const what = `${there.length} of ${jobs.length} images have their outputs already`;
  if (canAsk(context.streams)) {
    const overwrite = await ask(`${what}. Make these again? No means only the others. [y/N] `, {
      ...context,
      overwrite: rule,
    });
    return { overwrite, skip: new Set(overwrite ? [] : there) };
  }
  throw new HavcError('OUTPUT_EXISTS', `${what}: give -y to make them again, or -n to make only the others.`, {
    details: { path: there[0]!.output },
  });
}

interface Counts {
  done: number;
  skipped: number;
  failed: number;
}

/** Counts outcomes and tells of each; gives the first failure. */
async function tellOutcomes(
  outcomes: AsyncIterable<Outcome>,
  counts: Counts,
  { total, where }: { readonly total: number; readonly where: () => string },
  { reporter }: ColorizeContext,
): Promise<HavcError | undefined> {
  const meter = createSpeedMeter(() => performance.now());
  let firstFailure: HavcError | undefined;
  for await (const outcome of outcomes) {
    counts[outcome.kind]++;
    const images = counts.done + counts.skipped + counts.failed;
    // What was skipped took no time, and says nothing of the time to come.
    if (outcome.kind !== 'skipped') meter.count(images);
    const { job } = outcome;
    if (outcome.kind === 'failed') {
      firstFailure ??= outcome.error;
      const { code, message } = outcome.error;
      reporter.tell({ event: 'image-failed', input: job.input, code, message, images, total });
    } else {
      reporter.tell({
        event: 'image-done',
        input: job.input,
        output: job.output,
        skipped: outcome.kind === 'skipped',
        images,
        total,
        fps: meter.perSecond(),
        secondsLeft: meter.secondsLeft(total),
        where: where(),
      });
    }
  }
  return firstFailure;
}

function tellEnd(
  { done, skipped, failed }: Counts,
  { output, startedAt }: { readonly output: string; readonly startedAt: number },
  { reporter }: ColorizeContext,
): void {
  const seconds = (performance.now() - startedAt) / 1000;
  reporter.tell({ event: 'run-end', output, frames: done, unit: 'images', failed, skipped, bytes: null, seconds });
}

function someFailed(first: HavcError, failed: number, total: number, done: string): HavcError {
  const message = `${failed} of ${total} images could not be ${done}; what is wrong with each is said above.`;
  return new HavcError(first.code, message, { cause: first, details: { failed, total } });
}
