import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { type Frame, HavcError, throwIfAborted } from '@havc/core';
import { type FfmpegChild, startFfmpeg } from '../ffmpeg/child.ts';
import { type FfmpegInstallation, locateFfmpeg } from '../ffmpeg/locate.ts';
import { startSteadyCopy } from '../ffmpeg/steady-copy.ts';
import type { Film } from '../film/film.ts';
import { workingSizeOf } from '../film/working-size.ts';
import { writeMp4PictureDuration } from '../mp4/duration.ts';
import { writeMp4Rotation } from '../mp4/rotation.ts';
import { reserveOutput } from '../output-file.ts';
import { encodeArguments, STEADY_COPY_DESCRIPTOR } from './encode-arguments.ts';
import type { EncodeOptions, EncodePlan, EncodeReport } from './encode-options.ts';
import { planEncode } from './encode-plan.ts';
import { packedLayout } from './packed-frame.ts';
import { PackedWriter, type Written } from './packed-writer.ts';

/**
 * Writes a coloured film: the chroma of `frames`, enlarged, on the untouched luma of the film's own frames with the
 * same index, with its timestamps, and with its other tracks, chapters and metadata copied along.
 *
 * The output appears under its name only when it's complete. Frames may be left out by a stage, never be added.
 *
 * @param frames - frames of `film`, coloured, in rising order, at its working size.
 * @param output - a path, or a stream, which gets y4m.
 * @param options.plan - what `planEncode` said for the same film, output and options, to save asking again.
 * @throws HavcError as `planEncode` does; `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`, `DISK_FULL`, `FFMPEG_FAILED`, `ABORTED`,
 * `SHAPE_INVALID` for a frame of another size, and whatever `frames` throws.
 */
export async function encode(
  film: Film,
  frames: AsyncIterable<Frame>,
  output: string | Writable,
  options: EncodeOptions & { readonly plan?: EncodePlan } = {},
): Promise<EncodeReport> {
  const plan = options.plan ?? (await planEncode(film, output, options));
  const installation = await locateFfmpeg();
  const job = { film, frames, plan, options, installation };
  if (typeof output !== 'string') {
    const written = await run(job, { path: '-', name: 'to stdout', stream: output });
    return { path: '-', frames: written.frames, bytes: 0 };
  }
  const inputs = film.info.path === '-' ? [] : [film.info.path];
  const reserved = await reserveOutput(output, { overwrite: options.overwrite ?? false, inputs });
  try {
    const written = await run(job, { path: reserved.temporaryPath, name: reserved.path });
    throwIfAborted(options.signal);
    await finishMp4(job, reserved.temporaryPath, written);
    const { size } = await stat(reserved.temporaryPath);
    await reserved.commit();
    return { path: output, frames: written.frames, bytes: size };
  } finally {
    await reserved.discard();
  }
}

interface Job {
  readonly film: Film;
  readonly frames: AsyncIterable<Frame>;
  readonly plan: EncodePlan;
  readonly options: EncodeOptions;
  readonly installation: FfmpegInstallation;
}

interface Target {
  /** What ffmpeg writes; `-` for its stdout, which then goes into `stream`. */
  readonly path: string;
  /** What people know it by. */
  readonly name: string;
  readonly stream?: Writable;
}

async function run({ film, frames, plan, options, installation }: Job, target: Target): Promise<Written> {
  const layout = packedLayout(film.info.video, workingSizeOf(film));
  const child = startFfmpeg({
    program: installation.ffmpeg,
    args: encodeArguments({ installation, film, layout, plan, options, path: target.path }),
    task: `encoding ${target.name} with ${plan.encoder}`,
    stdio: film.steadyCopy ? ['pipe', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
    signal: options.signal,
  });
  const copy = feedSteadyCopy(child, { film, installation, options });
  const delivered = target.stream ? deliver(child, target.stream) : discardOutput(child);
  // It is awaited after the frames, and may fail before.
  delivered.catch(() => {});
  try {
    const written = await new PackedWriter(child, film, layout).writeAll(frames, options.onProgress);
    if (written.frames === 0) {
      throw new HavcError('INPUT_UNREADABLE', 'No frame came to be encoded, so no film was written.');
    }
    await child.done;
    copy?.ensureWhole();
    await delivered;
    return written;
  } catch (error) {
    // Where the receiver went away, the encoder was only the second to end.
    await Promise.race([delivered, Promise.resolve()]);
    throw damagedTrackError(error, film, plan) ?? error;
  } finally {
    copy?.dismiss();
    child.dismiss();
    await child.done.catch(() => {});
  }
}

/** Feeds the encoder with what it copies from a film whose clock jumps. */
function feedSteadyCopy(
  encoder: FfmpegChild,
  { film, installation, options }: Pick<Job, 'film' | 'installation' | 'options'>,
): { ensureWhole(): void; dismiss(): void } | undefined {
  if (!film.steadyCopy) return undefined;
  const copy = startSteadyCopy(installation, film.info, film.steadyCopy, { signal: options.signal });
  const pipe = encoder.process.stdio[STEADY_COPY_DESCRIPTOR] as Writable;
  // The encoder closes the pipe when it needs no more, or ends; its own end tells why.
  pipe.on('error', () => copy.dismiss());
  copy.process.stdout!.pipe(pipe);
  let failure: unknown;
  copy.done.catch((error: unknown) => {
    failure = error;
  });
  return {
    ensureWhole() {
      if (failure !== undefined) throw failure;
    },
    dismiss: () => copy.dismiss(),
  };
}

/** Where a muxer looks into the packets that it copies (AC-3 in MP4), a damaged one ends it; Matroska takes any. */
function damagedTrackError(error: unknown, film: Film, plan: EncodePlan): HavcError | undefined {
  if (!HavcError.is(error, 'FFMPEG_FAILED') || plan.copied.length === 0 || plan.container === 'matroska')
    return undefined;
  const said = (error.details['stderr'] as readonly string[] | undefined) ?? [];
  if (!said.some((line) => /av_interleaved_write_frame\(\): (Invalid|Not yet)|Error muxing a packet/.test(line)))
    return undefined;
  return new HavcError(
    'INPUT_UNREADABLE',
    `The sound or the subtitles of ${JSON.stringify(film.info.path)} are damaged, and ${plan.container} takes no damaged ` +
      'packets. Name the output with .mkv, which takes them as they are.',
    { details: error.details, cause: error },
  );
}

/** What ffmpeg doesn't write, or some versions don't. */
async function finishMp4({ film, plan, installation }: Job, path: string, written: Written): Promise<void> {
  if (plan.container !== 'mp4' && plan.container !== 'mov') return;
  const { rotation } = film.info.video;
  if (rotation !== 0) await writeMp4Rotation(path, rotation, film.info.video);
  if (installation.major < 5) await writeMp4PictureDuration(path, written.seconds);
}

/** Nothing is expected on stdout; what comes is thrown away, so that it can't block. */
async function discardOutput(child: FfmpegChild): Promise<void> {
  child.process.stdout!.resume();
}

/** Passes the encoder's stdout on, and ends the encoder when the receiver goes away. */
function deliver(child: FfmpegChild, target: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const stdout = child.process.stdout!;
    const stop = (cause: NodeJS.ErrnoException) => {
      child.process.kill('SIGKILL');
      const message =
        cause.code === 'EPIPE'
          ? 'The program that reads the output has ended.'
          : `The output could not be written: ${cause.message}.`;
      reject(new HavcError('OUTPUT_UNWRITABLE', message, { cause }));
    };
    target.once('error', stop);
    stdout.once('close', () => {
      target.off('error', stop);
      resolve();
    });
    stdout.pipe(target, { end: false });
  });
}
