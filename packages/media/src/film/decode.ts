import { Readable } from 'node:stream';
import { createRgbImage, type Frame, HavcError } from '@havc/core';
import type { FfmpegChild } from '../ffmpeg/child.ts';
import { type FfmpegInstallation, locateFfmpeg } from '../ffmpeg/locate.ts';
import { describeSteadyCopy, STEADY_CONTAINER, type SteadyCopy, startSteadyCopy } from '../ffmpeg/steady-copy.ts';
import { BufferPool } from '../pipe/buffer-pool.ts';
import type { MediaInfo } from '../probe/media-info.ts';
import { probe } from '../probe/probe.ts';
import { fitTracks } from '../tracks/fit-tracks.ts';
import { hasClockJumps, mayHaveClockJumps } from './clock-jumps.ts';
import { decideColor } from './color-decision.ts';
import { isRefusal, nothingDecoded, unclearRange } from './decode-errors.ts';
import { Decoder, type PipedFilm } from './decoder.ts';
import type { Film, Position } from './film.ts';
import { describeDecisions } from './film-notes.ts';
import { FrameClock } from './frame-clock.ts';
import { type FrameRange, onlyRange, resolveRange } from './frame-range.ts';
import { expandGray } from './gray-view.ts';
import { Originals } from './originals.ts';
import { DEFAULT_WORKING_SIZE, workingSize } from './working-size.ts';
import { readY4mHeader } from './y4m-header.ts';

export interface DecodeOptions {
  /**
   * Shorter side of the working images in pixels, 16..4096, never more than the film has; `full` for all that it has.
   * Default 480.
   */
  readonly size?: number | 'full';
  /** First frame, and the one after the last. A time means the first frame at or after it. Default: the whole film. */
  readonly start?: Position | undefined;
  readonly end?: Position | undefined;
  /**
   * Indexes in the source of the only frames that are wanted, 1 to 1000 of them, rising, inside the range. ffmpeg decodes
   * the others without converting them, and ends behind the last. With a `start` at the first of them it seeks there.
   * They are counted as ffmpeg counts: where pictures change their size in mid-film it begins anew, which `time` shows;
   * fewer frames may come, or none.
   */
  readonly only?: readonly number[] | undefined;
  /**
   * The film's times as `frameTimes` gives them, where the caller has them already: a range isn't looked up in the file
   * then, which matters when many short ones of a long film are decoded.
   */
  readonly times?: readonly number[] | undefined;
  /** Whether the luma planes are kept for `encode`. Default true; false saves work when frames are only looked at. */
  readonly originals?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told, in a sentence, what takes long before there is a film: reading through a large transport stream. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

/** So much is read through in half a second. */
const WORTH_A_WORD_BYTES = 100e6;

const WHOLE: FrameRange = {
  start: 0,
  end: undefined,
  seekSeconds: 0,
  firstTime: 0,
  endSeconds: undefined,
  frameCount: undefined,
};

/**
 * Opens a film for colourizing: its frames at working size, R'G'B', full range, and its own luma planes for `encode`.
 *
 * @param input - a path, or a stream of y4m such as `process.stdin`.
 * @throws HavcError as `probe` does, `OPTION_INVALID` for a size or range that can't be, `INPUT_UNSUPPORTED` for
 * samples of 9 or 14 bits, and for a range in a film whose clock jumps.
 */
export async function decode(input: string | Readable, options: DecodeOptions = {}): Promise<Film> {
  const { size = DEFAULT_WORKING_SIZE, signal } = options;
  if (size !== 'full' && !(Number.isInteger(size) && size >= 16 && size <= 4096)) {
    throw new HavcError('OPTION_INVALID', `options.size must be a whole number from 16 to 4096, or full, got ${size}.`);
  }
  const installation = await locateFfmpeg();
  const isStream = input instanceof Readable;
  const info = isStream ? await readY4mHeader(input) : await probe(input, { signal });
  const { bitDepth, name } = info.video.pixelFormat;
  if (bitDepth === 9 || bitDepth === 14) {
    throw new HavcError(
      'INPUT_UNSUPPORTED',
      `${isStream ? 'The film' : JSON.stringify(input)} has samples of ${bitDepth} bits (${name}); 8, 10, 12 and 16 work. ` +
        'Convert it losslessly first, e.g. `ffmpeg -i film -c:v ffv1 -pix_fmt yuv422p16le -c:a copy film.mkv`.',
    );
  }
  const ranged = options.start !== undefined || options.end !== undefined;
  if (ranged && isStream) {
    throw new HavcError(
      'OPTION_INVALID',
      'A start or an end needs a file; from a pipe, cut the film before it is piped in.',
    );
  }
  if (mayHaveClockJumps(info) && (info.size ?? 0) > WORTH_A_WORD_BYTES) {
    const megabytes = Math.round(info.size! / 1e6);
    options.onNotice?.(
      `Reading the timestamps of ${JSON.stringify(info.path)} first (${megabytes} MB): they may jump.`,
    );
  }
  if (!isStream && (await hasClockJumps(installation, info, signal))) {
    if (ranged || options.only) throw unclearRange(info.path);
    const steadyCopy = await planSteadyCopy(installation, info, signal);
    return new DecodedFilm({
      installation,
      info: describeSteadyCopy(info, steadyCopy),
      input,
      range: WHOLE,
      size,
      options,
      steadyCopy,
    });
  }
  const whole = ranged ? await resolveRange(info.path, options.start, options.end, signal, options.times) : WHOLE;
  const range = options.only ? onlyRange(whole, options.only) : whole;
  return new DecodedFilm({ installation, info, input, range, size, options, steadyCopy: undefined });
}

/** Sound takes part, so that a jump in any track moves all of them. */
async function planSteadyCopy(
  installation: FfmpegInstallation,
  info: MediaInfo,
  signal: AbortSignal | undefined,
): Promise<SteadyCopy> {
  const { held } = await fitTracks(installation, info, STEADY_CONTAINER, signal);
  const others = held.filter((track) => track.kind === 'audio' || track.kind === 'subtitle');
  return { tracks: [info.video.streamIndex, ...others.map((track) => track.streamIndex)] };
}

interface DecodedFilmOptions {
  readonly installation: FfmpegInstallation;
  readonly info: MediaInfo;
  readonly input: string | Readable;
  readonly range: FrameRange;
  readonly size: number | 'full';
  readonly options: DecodeOptions;
  readonly steadyCopy: SteadyCopy | undefined;
}

class DecodedFilm implements Film {
  readonly info: MediaInfo;
  readonly color: Film['color'];
  readonly width: number;
  readonly height: number;
  readonly frameCount: number | undefined;
  readonly frameCountExact: boolean;
  readonly firstFrame: number;
  readonly startTime: number;
  readonly endTime: number | undefined;
  readonly steadyCopy: SteadyCopy | undefined;
  readonly notes: readonly string[];
  readonly frames: AsyncIterable<Frame>;
  readonly originals: Originals;

  readonly #installation: FfmpegInstallation;
  readonly #input: string | Readable;
  readonly #size: ReturnType<typeof workingSize>;
  readonly #range: FrameRange;
  readonly #options: DecodeOptions;
  readonly #lumaPool: BufferPool;
  #decoder: Decoder | undefined;
  #copy: FfmpegChild | undefined;
  #copyMessages = 0;
  #started = false;
  #sizeChangedAt: number | undefined;

  constructor({ installation, info, input, range, size, options, steadyCopy }: DecodedFilmOptions) {
    const { video } = info;
    this.#installation = installation;
    this.#input = input;
    this.#range = range;
    this.#options = options;
    this.#size = workingSize(video, size);
    this.#lumaPool = new BufferPool(video.width * video.height * (video.pixelFormat.bitDepth > 8 ? 2 : 1));
    this.info = info;
    this.steadyCopy = steadyCopy;
    this.color = decideColor(video);
    this.width = this.#size.width;
    this.height = this.#size.height;
    this.frameCount = range.frameCount ?? video.frameCount;
    this.frameCountExact = range.frameCount !== undefined || video.frameCountExact;
    this.firstFrame = range.start;
    this.startTime = range.seekSeconds;
    this.endTime = range.endSeconds;
    this.notes = describeDecisions(info, this.color, steadyCopy);
    this.originals = new Originals(this.#lumaPool);
    this.frames = { [Symbol.asyncIterator]: () => this.#read() };
  }

  get damageCount(): number {
    return (this.#decoder?.damageCount ?? 0) + this.#copyMessages;
  }

  get sizeChangedAt(): number | undefined {
    return this.#sizeChangedAt;
  }

  async dispose(): Promise<void> {
    this.#copy?.dismiss();
    await this.#decoder?.dismiss();
    this.originals.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async *#read(): AsyncGenerator<Frame, void, undefined> {
    if (this.#started) {
      throw new HavcError(
        'OPTION_INVALID',
        'The frames of a film can be read once. Call decode() again for another pass.',
      );
    }
    this.#started = true;
    let decoder = this.#start(this.#range.seekSeconds > 0);
    try {
      let next = await decoder.next();
      if (decoder.seeked && next && !this.#isFirstFrame(next.stamp.pts)) {
        // The container's seeking is not exact: decode from the start, and count.
        await decoder.dismiss();
        decoder = this.#start(false);
        next = await decoder.next();
      }
      const clock = new FrameClock(this.info, this.#range.seekSeconds);
      const { only } = this.#range;
      let count = 0;
      const first = next?.stamp.checksum;
      for (; next; next = await decoder.next()) {
        const index = only ? (only[count] ?? this.#range.end!) : this.#range.start + count;
        if (next.stamp.checksum !== first) this.#sizeChangedAt ??= index;
        // Where the size changes, ffmpeg begins to count anew, and would go on past the end.
        if (index === this.#range.end) {
          await decoder.dismiss();
          break;
        }
        const { pts, duration, seconds } = clock.next(next.stamp);
        if (this.#options.originals === false) this.#lumaPool.release(next.luma);
        else this.originals.keep({ index, luma: next.luma, pts, duration });
        count++;
        yield { index, time: seconds, image: this.#toImage(next.view, decoder.viewPool) };
      }
      await decoder.done.catch((error: unknown) => {
        if (count === 0 && isRefusal(error)) throw nothingDecoded(this.info.path, decoder.messages);
        throw error;
      });
      await this.#copy?.done;
      // Chosen frames that don't come may only have been counted wrong.
      if (count === 0 && !only) throw nothingDecoded(this.info.path, decoder.messages);
    } finally {
      this.#copy?.dismiss();
      await decoder.dismiss();
    }
  }

  /** Whether the first frame that came after seeking is the one that was meant, by its time. */
  #isFirstFrame(stamp: number | undefined): boolean {
    const { timeBase } = this.info.video;
    const tick = timeBase.numerator / timeBase.denominator;
    const expected = this.info.startTime + this.#range.firstTime;
    return stamp !== undefined && Math.abs(stamp * tick - expected) <= Math.max(tick, 0.001);
  }

  #toImage(view: Buffer, pool: BufferPool): Frame['image'] {
    const { width, height } = this;
    if (this.info.video.pixelFormat.family !== 'gray') {
      // The reader's own buffer becomes the image: it doesn't go back to the pool.
      return createRgbImage(width, height, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
    const image = createRgbImage(width, height);
    expandGray(view, image.data, this.color.range);
    pool.release(view);
    return image;
  }

  #start(seek: boolean): Decoder {
    this.#decoder = new Decoder({
      installation: this.#installation,
      info: this.info,
      piped: this.#pipe(),
      color: this.color,
      size: this.#size,
      range: this.#range,
      seek,
      lumaPool: this.#lumaPool,
      signal: this.#options.signal,
    });
    return this.#decoder;
  }

  #pipe(): PipedFilm | undefined {
    if (this.#input instanceof Readable) return { stream: this.#input, format: 'yuv4mpegpipe', pictureTrack: 0 };
    if (!this.steadyCopy) return undefined;
    this.#copy = startSteadyCopy(this.#installation, this.info, this.steadyCopy, {
      signal: this.#options.signal,
      onMessage: () => {
        this.#copyMessages++;
      },
    });
    return { stream: this.#copy.process.stdout!, format: STEADY_CONTAINER, pictureTrack: 0 };
  }
}
