import type { Writable } from 'node:stream';
import { HavcError, pipe } from '@havc/core';
import { decode, defaultOutput, type EncodePlan, encode, ensureWritable, type Film, planEncode } from '@havc/media';
import type { CompiledRecipe, ModelPool } from '@havc/presets';
import { recipeFileReader } from '@havc/presets';
import { noColors, watchColors } from '../filter/color-watch.ts';
import { settleOverwrite } from '../overwrite.ts';
import { filmProgress } from '../progress/film-progress.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { lumaNotes } from '../recipes/luma-note.ts';
import { describePool, openModels } from '../recipes/open-models.ts';
import { recipeRecord, recordTags, unmadeRecord } from '../recipes/recipe-record.ts';
import { planRecord, writeRecord } from '../recipes/record-file.ts';
import { type ColorizeContext, type ColorizeRequest, inputFiles } from './colorize-request.ts';
import { runStart } from './run-start.ts';
import type { Work } from './work.ts';

/**
 * Colours a film from a file or a pipe, to a file or a pipe.
 *
 * @throws HavcError as `decode`, the model and `encode` do.
 */
export async function colorizeFilm(request: ColorizeRequest, context: ColorizeContext): Promise<void> {
  const { streams, signal, reporter } = context;
  const { compile } = await import('@havc/presets');
  const startedAt = performance.now();
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  ensurePipes(request, context);
  const { start, end, how } = request;
  const { recipe } = how;
  const { size } = recipe;
  const source = request.input === '-' ? streams.stdin : request.input;
  const onNotice = (message: string) => decide('input', message);
  const film = await decode(source, { size, start, end, signal, onNotice });
  let models: ModelPool | undefined;
  let compiled: CompiledRecipe | undefined;
  try {
    const output = await chooseOutput(request, film, decide);
    reporter.tell(runStart(request, output, 'film'));
    const inputs = inputFiles(request);
    const overwrite =
      output !== '-' && (await settleOverwrite(output, inputs, { ...context, overwrite: request.overwrite }));
    if (output !== '-') await ensureWritable(output, { overwrite, inputs });
    const planned = await planRecord(request, output, inputs, context);
    const target: string | Writable = output === '-' ? streams.stdout : output;
    // Which models have run is known later; whether there's a place for it is settled now.
    const metadata = recordTags(unmadeRecord(recipe, request.input), film.info.comment);
    const plan = await planEncode(film, target, { ...request.encoding, metadata, signal });
    decide('input', describeInput(film, request.work));
    for (const note of film.notes) decide('color', note);
    for (const note of lumaNotes(recipe)) decide('recipe', note);
    decide('encoder', describePlan(plan, output));
    for (const note of plan.notes) decide('encoder', note);
    if (metadata.recipe === undefined && output !== '-') {
      decide('recipe', 'The recipe is too long to be written into the film itself.');
    }
    models = await openModels([recipe], request.models, true, context);
    const readFile = recipeFileReader(how.folder);
    compiled = await compile(recipe, { models, size: { width: film.width, height: film.height }, readFile, signal });
    const watch = request.work.needsColors ? watchFilm(film, decide) : undefined;
    const colored = pipe(watch ? watch.stage(film.frames) : film.frames, compiled.stage);
    const where = request.models ? describePool(models) : 'filters';
    const encoder = plan.container === 'yuv4mpegpipe' ? 'y4m' : plan.encoder;
    const tellProgress = filmProgress(film, `${where}, ${encoder}`, reporter);
    const record = await recipeRecord({ recipe, readFile }, models, request.input);
    let lastTime = 0;
    const report = await encode(film, colored, target, {
      ...request.encoding,
      metadata: recordTags(record, film.info.comment),
      plan,
      overwrite,
      signal,
      onProgress(progress) {
        lastTime = progress.time;
        tellProgress(progress.frames);
      },
    });
    watch?.end();
    for (const note of describeDamage(film, report.frames, lastTime)) decide('input', note);
    if (planned) await writeRecord(planned, record, reporter);
    reporter.tell({
      event: 'run-end',
      output,
      frames: report.frames,
      unit: 'frames',
      failed: 0,
      skipped: 0,
      bytes: output === '-' ? null : report.bytes,
      seconds: (performance.now() - startedAt) / 1000,
    });
  } finally {
    await Promise.all([film.dispose(), compiled?.dispose(), models?.dispose()]);
  }
}

function ensurePipes(request: ColorizeRequest, { streams }: ColorizeContext): void {
  if (request.input === '-' && streams.stdin.isTTY) {
    throw new HavcError(
      'OPTION_INVALID',
      `The input is -, but nothing is piped in: \`vspipe -c y4m script.vpy - | havc ${request.work.command} - -o film.mp4\`.`,
    );
  }
  if (request.input === '-' && request.output === undefined) {
    throw new HavcError(
      'OPTION_INVALID',
      'A film from a pipe has no name: say with -o where it goes, -o - for a pipe.',
    );
  }
  if (request.input === '-' && (request.start ?? request.end) !== undefined) {
    throw new HavcError(
      'OPTION_INVALID',
      '--start and --end need a file: a film from a pipe is cut before it comes in.',
    );
  }
  if (request.output !== '-') return;
  if (streams.stdout.isTTY) {
    throw new HavcError(
      'OPTION_INVALID',
      'The output is -, but this is a terminal: pipe it on, or give -o a file name.',
    );
  }
  const { codec, crf, encoderArguments } = request.encoding;
  if (codec ?? crf ?? encoderArguments) {
    throw new HavcError(
      'OPTION_INVALID',
      'What goes to a pipe is y4m, which is not compressed: --codec, --crf and --encoder-args have no meaning with -o -.',
    );
  }
}

async function chooseOutput(
  request: ColorizeRequest,
  film: Film,
  decide: (subject: DecisionSubject, message: string) => void,
): Promise<string> {
  if (request.output !== undefined) return request.output;
  const { path, note } = await defaultOutput(film.info, request.encoding, request.work.suffix);
  if (note !== undefined) decide('container', note);
  return path;
}

/** Of a film without chroma it is clear from the start. */
function watchFilm(film: Film, decide: (subject: DecisionSubject, message: string) => void) {
  if (film.info.video.pixelFormat.family !== 'gray') return watchColors((message) => decide('color', message));
  decide('color', noColors('film'));
  return undefined;
}

function describeInput(film: Film, { sees }: Work): string {
  const { width, height, pixelFormat, averageFrameRate: rate } = film.info.video;
  const fps = rate ? ` at ${Number((rate.numerator / rate.denominator).toFixed(3))} fps` : '';
  const count =
    film.frameCount === undefined
      ? ''
      : `, ${film.frameCountExact ? '' : 'about '}${film.frameCount} ${film.frameCount === 1 ? 'frame' : 'frames'}`;
  return `Input: ${width}x${height} ${pixelFormat.name}${count}${fps}; ${sees} ${film.width}x${film.height}.`;
}

function describePlan(plan: EncodePlan, output: string): string {
  const tracks = [
    ...listTracks(plan.copied, 'copied'),
    ...listTracks(plan.converted, 'converted'),
    ...listTracks(plan.dropped, 'left out'),
  ];
  const picture =
    plan.container === 'yuv4mpegpipe'
      ? `y4m, ${plan.pixelFormat}`
      : `${plan.container}, ${plan.codec} by ${plan.encoder}, ${plan.pixelFormat}`;
  return `Output: ${[`${output === '-' ? 'standard output' : output} (${picture})`, ...tracks].join('; ')}.`;
}

function listTracks(tracks: readonly number[], fate: string): string[] {
  return tracks.length === 0 ? [] : [`${tracks.length === 1 ? 'track' : 'tracks'} ${tracks.join(', ')} ${fate}`];
}

/** A frame count that is reckoned from duration and rate may be wrong by the roundings of both. */
const RECKONING_SLACK = 2;

/** Sound may go on for a while after the picture; a film that was cut off is shorter than it promises by more. */
const CUT_OFF_SECONDS = 1;

function describeDamage(film: Film, frames: number, lastTime: number): string[] {
  const { damageCount, frameCount, frameCountExact, sizeChangedAt } = film;
  const notes: string[] = [];
  if (sizeChangedAt !== undefined) {
    const { width, height } = film.info.video;
    notes.push(
      `From frame ${sizeChangedAt} on, the pictures have another size: they are scaled to ${width}x${height}, so that ` +
        "their luma isn't the source's own.",
    );
  }
  if (damageCount > 0) {
    const times = damageCount === 1 ? 'once' : `${damageCount} times`;
    notes.push(`The decoder complained ${times}: the source is damaged, and some frames may be missing or broken.`);
  }
  const { duration } = film.info;
  if (frameCount !== undefined && frames < frameCount - (frameCountExact ? 0 : RECKONING_SLACK)) {
    notes.push(`Only ${frames} of ${frameCountExact ? '' : 'about '}${frameCount} frames could be read.`);
  } else if (damageCount > 0 && film.endTime === undefined && lastTime + CUT_OFF_SECONDS < (duration ?? 0)) {
    notes.push(`The pictures end at ${lastTime.toFixed(1)} s of ${duration!.toFixed(1)} s: the film was cut off.`);
  }
  return notes;
}
