import type { Readable } from 'node:stream';
import { type FfmpegChild, startFfmpeg } from '../ffmpeg/child.ts';
import { inputArguments, passthroughArguments, pipeArguments } from '../ffmpeg/input.ts';
import type { FfmpegInstallation } from '../ffmpeg/locate.ts';
import { BufferPool } from '../pipe/buffer-pool.ts';
import { type FrameReader, FrameReaders } from '../pipe/frame-reader.ts';
import { type FrameStamp, TimestampReader } from '../pipe/timestamp-reader.ts';
import type { MediaInfo } from '../probe/media-info.ts';
import type { ColorDecision } from './color-decision.ts';
import { decodeGraph } from './decode-graph.ts';
import type { FrameRange } from './frame-range.ts';
import type { WorkingSize } from './working-size.ts';

export interface DecoderOptions {
  readonly installation: FfmpegInstallation;
  readonly info: MediaInfo;
  /** What is piped in; else the film's own file is read. */
  readonly piped?: PipedFilm | undefined;
  readonly color: ColorDecision;
  readonly size: WorkingSize;
  readonly range: FrameRange;
  /** Whether to seek to the range, or to decode from the start and count. */
  readonly seek: boolean;
  /** Buffers for luma planes. */
  readonly lumaPool: BufferPool;
  readonly signal?: AbortSignal | undefined;
}

/** A film that comes in on a pipe. */
export interface PipedFilm {
  readonly stream: Readable;
  /** ffmpeg's name of its container. */
  readonly format: string;
  /** Index of the picture track in it. */
  readonly pictureTrack: number;
}

/** One frame as it comes out of the three pipes. */
export interface DecodedFrame {
  /** Working size: three bytes a pixel, or one for gray films, which goes back to the decoder's `viewPool`. */
  readonly view: Buffer;
  /** Full size, as stored. Goes back to the `lumaPool`. */
  readonly luma: Buffer;
  readonly stamp: FrameStamp;
}

/** One run of ffmpeg over a film, and its three pipes. */
export class Decoder {
  readonly seeked: boolean;
  readonly viewPool: BufferPool;
  readonly #child: FfmpegChild;
  readonly #views: FrameReader;
  readonly #lumas: FrameReader;
  readonly #times: TimestampReader;
  #damageCount = 0;

  constructor(options: DecoderOptions) {
    const { info, piped, size, lumaPool } = options;
    this.seeked = options.seek;
    this.#child = startFfmpeg({
      program: options.installation.ffmpeg,
      args: decoderArguments(options),
      task: `decoding ${info.path === '-' ? 'what comes in on stdin' : info.path}`,
      stdio: [piped ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      signal: options.signal,
      onMessage: (line) => {
        this.#damageCount += Number(/^\s*Last message repeated (\d+) times/.exec(line)?.[1] ?? 1);
      },
    });
    if (piped) {
      const stdin = this.#child.process.stdin!;
      // ffmpeg closes the pipe when it ends; its own end tells why.
      stdin.on('error', () => {});
      piped.stream.pipe(stdin);
    }
    const [, view, , luma, stamps] = this.#child.process.stdio as unknown as Readable[];
    const viewBytes = size.width * size.height * (info.video.pixelFormat.family === 'gray' ? 1 : 3);
    const readers = new FrameReaders();
    this.viewPool = new BufferPool(viewBytes);
    this.#views = readers.add(view!, viewBytes, this.viewPool);
    this.#lumas = readers.add(luma!, lumaPool.byteLength, lumaPool);
    this.#times = new TimestampReader(stamps!);
  }

  /** Complaints that ffmpeg wrote: one or more for each piece of damage that it found. */
  get damageCount(): number {
    return this.#damageCount;
  }

  /** The last lines that ffmpeg wrote. */
  get messages(): readonly string[] {
    return this.#child.messages;
  }

  /** Ends when ffmpeg has ended well; else throws why not. */
  get done(): Promise<void> {
    return this.#child.done;
  }

  /** The next frame from all three pipes, or nothing after the last that came whole. */
  async next(): Promise<DecodedFrame | undefined> {
    const [view, luma, stamp] = await Promise.all([this.#views.next(), this.#lumas.next(), this.#times.next()]);
    return view && luma && stamp ? { view, luma, stamp } : undefined;
  }

  /** Ends ffmpeg, whatever it is doing. Safe to call twice. */
  async dismiss(): Promise<void> {
    this.#child.dismiss();
    this.#views.discard();
    this.#lumas.discard();
    // Why it ended is of no interest to somebody who wants it to end.
    await this.#child.done.catch(() => {});
  }
}

function decoderArguments({ installation, info, piped, color, size, range, seek }: DecoderOptions): string[] {
  const { video } = info;
  const pictureTrack = piped?.pictureTrack ?? video.streamIndex;
  const skipped = seek ? range.start : 0;
  const trim = {
    start: range.start - skipped,
    end: range.end === undefined ? undefined : range.end - skipped,
    only: range.only?.map((index) => index - range.start),
  };
  const raw = ['-f', 'rawvideo', '-c:v', 'rawvideo'];
  const { numerator, denominator } = video.timeBase;
  const timing = [...passthroughArguments(installation), '-enc_time_base', `${numerator}:${denominator}`];
  return [
    // With its own times: else ffmpeg counts from the first picture, and sound that starts before it comes too late.
    ...['-hide_banner', '-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
    // However much of a film is damaged: what can be decoded is wanted.
    ...['-max_error_rate', '1'],
    ...(seek ? ['-ss', range.seekSeconds.toFixed(6)] : []),
    ...(piped ? pipeArguments(0, piped.format) : inputArguments(info.path)),
    ...['-filter_complex', decodeGraph({ ...video, streamIndex: pictureTrack }, color, size, trim)],
    ...['-map', '[view]', ...raw, ...timing, 'pipe:1'],
    ...['-map', '[luma]', ...raw, ...timing, 'pipe:3'],
    ...['-map', '[stamp]', '-f', 'framecrc', ...timing, '-flush_packets', '1', 'pipe:4'],
  ];
}
