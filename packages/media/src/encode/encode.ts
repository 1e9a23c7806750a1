import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { type Frame, HavcError, sizeOf, throwIfAborted } from '@havc/core';
import { type FfmpegChild, startFfmpeg } from '../ffmpeg/child.ts';
import { inputArguments, outputArgument, passthroughArguments } from '../ffmpeg/input.ts';
import { type FfmpegInstallation, locateFfmpeg } from '../ffmpeg/locate.ts';
import type { Film } from '../film/film.ts';
import { workingSizeOf } from '../film/working-size.ts';
import { writeMp4PictureDuration } from '../mp4/duration.ts';
import { writeMp4Rotation } from '../mp4/rotation.ts';
import { type ReservedOutput, reserveOutput } from '../output-file.ts';
import { BufferPool } from '../pipe/buffer-pool.ts';
import { matroskaFrameHeader, matroskaHeader } from '../pipe/matroska-writer.ts';
import { parsePixelFormat } from '../probe/pixel-format.ts';
import { CODECS, chooseCodec } from './codecs.ts';
import { encodeGraph } from './encode-graph.ts';
import type { EncodeOptions, EncodePlan, EncodeReport } from './encode-options.ts';
import { planEncode } from './encode-plan.ts';
import { chromaByteLength, type PackedLayout, packChroma, packedLayout } from './packed-frame.ts';

/** Frames that may be on their way into the encoder's pipe: one being read, one ready. */
const FRAMES_ON_THE_WAY = 2;

/**
 * Writes a coloured film: the chroma of `frames`, enlarged, on the untouched luma of the film's own frames with the
 * same index, with its timestamps, and with its other tracks, chapters and metadata copied along.
 *
 * The output appears under its name only when it's complete. Frames may be left out by a stage, never be added.
 *
 * @param frames - frames of `film`, coloured, in rising order, at its working size.
 * @param output - a path, or a stream, which gets y4m.
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
  if (typeof output !== 'string') {
    const written = await run(installation, film, frames, plan, options, output);
    return { path: '-', frames: written.frames, bytes: 0 };
  }
  const inputs = film.info.path === '-' ? [] : [film.info.path];
  const reserved = await reserveOutput(output, { overwrite: options.overwrite ?? false, inputs });
  try {
    const written = await run(installation, film, frames, plan, options, reserved);
    throwIfAborted(options.signal);
    if (plan.container === 'mp4' || plan.container === 'mov')
      await finishMp4(installation, film, reserved.temporaryPath, written);
    const { size } = await stat(reserved.temporaryPath);
    await reserved.commit();
    return { path: output, frames: written.frames, bytes: size };
  } finally {
    await reserved.discard();
  }
}

/** What went into the encoder: how many frames, and how long they are shown. */
interface Written {
  readonly frames: number;
  readonly seconds: number;
}

/** What ffmpeg doesn't write, or some versions don't. */
async function finishMp4(installation: FfmpegInstallation, film: Film, path: string, written: Written): Promise<void> {
  const { rotation } = film.info.video;
  if (rotation !== 0) await writeMp4Rotation(path, rotation, film.info.video);
  if (installation.major < 5) await writeMp4PictureDuration(path, written.seconds);
}

async function run(
  installation: FfmpegInstallation,
  film: Film,
  frames: AsyncIterable<Frame>,
  plan: EncodePlan,
  options: EncodeOptions,
  target: ReservedOutput | Writable,
): Promise<Written> {
  const layout = packedLayout(film.info.video, workingSizeOf(film));
  const path = 'temporaryPath' in target ? target.temporaryPath : '-';
  const child = startFfmpeg({
    program: installation.ffmpeg,
    args: encodeArguments(installation, film, layout, plan, options, path),
    task: `encoding ${'path' in target ? target.path : 'to stdout'} with ${plan.encoder}`,
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: options.signal,
  });
  const delivered = 'temporaryPath' in target ? drain(child) : deliver(child, target);
  const writer = new PackedWriter(child, film, layout);
  try {
    const written = await writer.writeAll(frames, options);
    if (written.frames === 0)
      throw new HavcError('INPUT_UNREADABLE', 'No frame came to be encoded, so no film was written.');
    await child.done;
    await delivered;
    return written;
  } finally {
    child.dismiss();
  }
}

/** Sends packed frames into the encoder, as fast as it takes them. */
class PackedWriter {
  readonly #child: FfmpegChild;
  readonly #film: Film;
  readonly #layout: PackedLayout;
  readonly #chromaPool: BufferPool;
  #pending = 0;
  /** On the film's clock. */
  #start: number | undefined;
  #end = 0;
  #wake: (() => void) | undefined;

  constructor(child: FfmpegChild, film: Film, layout: PackedLayout) {
    this.#child = child;
    this.#film = film;
    this.#layout = layout;
    this.#chromaPool = new BufferPool(chromaByteLength(layout));
    // A pipe breaks when the encoder ends; its own end tells why.
    child.process.stdin!.on('error', () => this.#notify());
  }

  async writeAll(frames: AsyncIterable<Frame>, options: EncodeOptions): Promise<Written> {
    const stdin = this.#child.process.stdin!;
    const { video } = this.#film.info;
    const { width, height, bitDepth } = this.#layout;
    const frameRate = video.averageFrameRate ?? video.nominalFrameRate;
    // The encoder may end at any moment, and then nothing here would ever be written or wake up again.
    const ended = this.#child.done.then(
      () => new HavcError('FFMPEG_FAILED', 'The encoder ended before all frames were written.'),
      (error: unknown) => error,
    );
    let failure: unknown;
    void ended.then((error) => {
      failure = error;
      this.#notify();
    });
    stdin.write(matroskaHeader({ width, height, bitDepth, frameRate }));
    let count = 0;
    for await (const frame of frames) {
      while (this.#pending >= FRAMES_ON_THE_WAY && failure === undefined) await this.#change();
      if (failure !== undefined) throw failure;
      this.#write(frame);
      count++;
      options.onProgress?.({ frames: count, time: frame.time });
    }
    while (this.#pending > 0 && failure === undefined) await this.#change();
    if (failure !== undefined && this.#pending > 0) throw failure;
    stdin.end();
    return { frames: count, seconds: this.#seconds() };
  }

  /** From the first frame to the end of the last. */
  #seconds(): number {
    const { numerator, denominator } = this.#film.info.video.timeBase;
    return ((this.#end - (this.#start ?? 0)) * numerator) / denominator;
  }

  #write(frame: Frame): void {
    const { film, layout } = { film: this.#film, layout: this.#layout };
    const { video } = film.info;
    const { width, height } = sizeOf(frame.image);
    if (width !== film.width || height !== film.height) {
      throw new HavcError(
        'SHAPE_INVALID',
        `Frame ${frame.index} came back as ${width}x${height}; the film's working size is ${film.width}x${film.height}.`,
      );
    }
    const original = film.originals.take(frame.index);
    this.#start ??= original.pts;
    this.#end = original.pts + original.duration;
    const chroma = this.#chromaPool.acquire();
    const { kernelMatrix: matrix, range } = film.color;
    packChroma(frame.image, layout, { matrix, range, rotation: video.rotation }, chroma);
    const stdin = this.#child.process.stdin!;
    this.#pending++;
    stdin.cork();
    stdin.write(matroskaFrameHeader(original, video.timeBase, original.luma.byteLength + chroma.byteLength));
    stdin.write(original.luma);
    stdin.write(chroma, () => {
      film.originals.release(original);
      this.#chromaPool.release(chroma);
      this.#pending--;
      this.#notify();
    });
    stdin.uncork();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}

function encodeArguments(
  installation: FfmpegInstallation,
  film: Film,
  layout: PackedLayout,
  plan: EncodePlan,
  options: EncodeOptions,
  path: string,
): string[] {
  const { info, color } = film;
  const { video } = info;
  const isY4m = plan.container === 'yuv4mpegpipe';
  const profile = isY4m ? undefined : CODECS[plan.codec];
  const { family, subsampling } = parsePixelFormat(plan.pixelFormat);
  if (family !== 'yuv') throw new HavcError('OPTION_INVALID', `${plan.pixelFormat} is no Y'CbCr format.`);
  const graph = encodeGraph({
    video,
    color,
    layout,
    subsampling,
    pixelFormat: plan.pixelFormat,
    padToEven: profile !== undefined && !profile.oddSizes,
    canTagFrames: installation.major > 4 || (installation.major === 4 && installation.minor >= 2),
  });
  const range = color.range === 'full' ? 'pc' : 'tv';
  const { crf } = isY4m ? { crf: 0 } : chooseCodec(options);
  const hasTracks = plan.copied.length + plan.converted.length > 0 || (info.path !== '-' && !isY4m);
  return [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-copyts'],
    ...['-f', 'matroska', '-probesize', '32', '-analyzeduration', '0', '-thread_queue_size', '4', '-i', 'pipe:0'],
    ...(hasTracks ? sourceArguments(film) : []),
    ...['-filter_complex', graph, '-map', '[film]'],
    ...(hasTracks ? trackArguments(film, plan) : []),
    ...(hasTracks ? rangeArguments(film, plan.copied.length + plan.converted.length) : []),
    ...(profile
      ? [
          '-c:v:0',
          plan.encoder,
          ...profile.arguments({
            crf,
            fieldOrder: video.fieldOrder,
            container: plan.container,
            subsampling,
            width: video.width,
            height: video.height,
          }),
        ]
      : ['-strict', '-1']),
    ...['-pix_fmt:v:0', plan.pixelFormat, '-color_range', range, '-colorspace', color.matrix],
    ...['-color_primaries', color.primaries, '-color_trc', color.transfer],
    ...(video.fieldOrder === 'progressive' ? [] : ['-field_order', video.fieldOrder === 'top-first' ? 'tt' : 'bb']),
    ...passthroughArguments(installation),
    ...['-enc_time_base', `${video.timeBase.numerator}:${video.timeBase.denominator}`],
    // Matroska has no field for it that players of today read; the tag is what ffmpeg looks for.
    ...(video.rotation === 0 ? [] : ['-metadata:s:v:0', `ROTATE=${video.rotation}`]),
    ...(isY4m ? [] : (options.encoderArguments ?? [])),
    ...(['mp4', 'mov'].includes(plan.container) ? ['-movflags', '+faststart+write_colr'] : []),
    // Sound can come a long way ahead of the first encoded picture.
    ...['-max_muxing_queue_size', '8192', '-f', plan.container, '-y', outputArgument(path)],
  ];
}

/**
 * The source a second time, for what is copied from it. Its clock is moved so that it starts with the decoded range, as
 * the frames' clock does; left to itself, ffmpeg would count from the first track that it copies.
 */
function sourceArguments(film: Film): string[] {
  const { startTime, info } = film;
  // A shift by exactly the container's start time is taken for ffmpeg's own habit: a microsecond makes it ours.
  const shift = -(info.startTime + startTime) + 0.000001;
  return [
    ...(startTime > 0 ? ['-ss', startTime.toFixed(6)] : []),
    ...['-itsoffset', shift.toFixed(6)],
    ...inputArguments(info.path),
  ];
}

/** What bounds the copied tracks to the decoded range. */
function rangeArguments(film: Film, tracks: number): string[] {
  const { startTime, endTime } = film;
  return [
    ...(startTime > 0 ? Array.from({ length: tracks }, (_, i) => [`-copypriorss:${i + 1}`, '0']).flat() : []),
    ...(endTime === undefined ? [] : ['-t', (endTime - startTime).toFixed(6)]),
  ];
}

function trackArguments(film: Film, plan: EncodePlan): string[] {
  const kinds = new Map(film.info.otherTracks.map((track) => [track.streamIndex, track.kind]));
  const tracks = [...plan.copied, ...plan.converted].sort((a, b) => a - b);
  const codecs = tracks.flatMap((track, position) => {
    if (!plan.converted.includes(track)) return [`-c:${position + 1}`, 'copy'];
    if (kinds.get(track) === 'audio') return [`-c:${position + 1}`, 'aac', `-b:${position + 1}`, '256k'];
    return [`-c:${position + 1}`, plan.container === 'webm' ? 'webvtt' : 'mov_text'];
  });
  return [
    ...tracks.flatMap((track) => ['-map', `1:${track}`]),
    ...codecs,
    // Naming one kind of metadata to copy switches off the copying of all others.
    ...['-map_metadata', '1', '-map_metadata:s:0', `1:s:${film.info.video.streamIndex}`, '-map_chapters', '1'],
    ...tracks.flatMap((track, position) => [`-map_metadata:s:${position + 1}`, `1:s:${track}`]),
    // The film's own encoder and statistics tags would be untrue of the new picture track.
    ...['encoder', 'ENCODER', 'BPS', 'BPS-eng', 'NUMBER_OF_BYTES', 'NUMBER_OF_BYTES-eng'].flatMap((tag) => [
      '-metadata:s:v:0',
      `${tag}=`,
    ]),
  ];
}

/** Nothing is expected on stdout; what comes is thrown away, so that it can't block. */
async function drain(child: FfmpegChild): Promise<void> {
  child.process.stdout!.resume();
}

/** Passes the encoder's stdout on, and ends the encoder when the receiver goes away. */
function deliver(child: FfmpegChild, target: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const stdout = child.process.stdout!;
    target.on('error', (cause: NodeJS.ErrnoException) => {
      child.process.kill('SIGKILL');
      const closed = cause.code === 'EPIPE';
      reject(
        new HavcError(
          'OUTPUT_UNWRITABLE',
          closed
            ? 'The program that reads the output has ended.'
            : `The output could not be written: ${cause.message}.`,
          {
            cause,
          },
        ),
      );
    });
    stdout.once('end', resolve);
    stdout.pipe(target, { end: false });
  });
}
