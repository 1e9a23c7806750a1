import { type Frame, HavcError, sizeOf, untilAborted } from '@havc/core';
import type { FfmpegChild } from '../ffmpeg/child.ts';
import type { Film } from '../film/film.ts';
import { BufferPool } from '../pipe/buffer-pool.ts';
import { matroskaFrameHeader, matroskaHeader } from '../pipe/matroska-writer.ts';
import type { EncodeOptions } from './encode-options.ts';
import { followTone } from './follow-tone.ts';
import { chromaByteLength, type PackedLayout, packChroma } from './packed-frame.ts';

/** Frames that may be on their way into the encoder's pipe: one being read, one ready. */
const FRAMES_ON_THE_WAY = 2;

/** What went into the encoder. */
export interface Written {
  readonly frames: number;
  /** From the first frame to the end of the last. */
  readonly seconds: number;
}

/** Sends packed frames into the encoder, as fast as it takes them. */
export class PackedWriter {
  readonly #film: Film;
  readonly #layout: PackedLayout;
  readonly #stdin: NodeJS.WritableStream & { cork(): void; uncork(): void };
  readonly #chromaPool: BufferPool;
  /** Made for the first frame that has a picture from before its tone was changed. */
  #followTone: ReturnType<typeof followTone> | undefined;
  /** Aborted, with the reason, when the encoder ends: then nothing would ever be written or wake up again. */
  readonly #ended = new AbortController();
  #pending = 0;
  #frames = 0;
  /** On the film's clock. */
  #start: number | undefined;
  #end = 0;
  #wake: (() => void) | undefined;

  constructor(child: FfmpegChild, film: Film, layout: PackedLayout) {
    this.#film = film;
    this.#layout = layout;
    this.#chromaPool = new BufferPool(chromaByteLength(layout));
    this.#stdin = child.process.stdin!;
    // A pipe breaks when the encoder ends; its own end tells why.
    child.process.stdin!.on('error', () => {});
    const end = (reason: unknown) => {
      this.#ended.abort(reason);
      this.#notify();
    };
    child.done.then(
      () => end(new HavcError('FFMPEG_FAILED', 'The encoder ended before all frames were written.')),
      (error: unknown) => end(error),
    );
  }

  /**
   * Writes all frames and closes the pipe.
   *
   * @throws whatever `frames` throws, or why the encoder ended.
   */
  async writeAll(frames: AsyncIterable<Frame>, onProgress: EncodeOptions['onProgress']): Promise<Written> {
    const { video } = this.#film.info;
    const { width, height, bitDepth } = this.#layout;
    const frameRate = video.averageFrameRate ?? video.nominalFrameRate;
    this.#stdin.write(matroskaHeader({ width, height, bitDepth, frameRate }));
    const iterator = frames[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value: frame } = await untilAborted(iterator.next(), this.#ended.signal);
        if (done) break;
        await this.#untilPending(FRAMES_ON_THE_WAY - 1);
        this.#write(frame);
        onProgress?.({ frames: this.#frames, time: frame.time });
      }
      await this.#untilPending(0);
    } catch (error) {
      // Not awaited: a stage that hangs would keep the error from being told.
      void Promise.resolve(iterator.return?.()).catch(() => {});
      throw error;
    }
    this.#stdin.end();
    const { numerator, denominator } = video.timeBase;
    return { frames: this.#frames, seconds: ((this.#end - (this.#start ?? 0)) * numerator) / denominator };
  }

  #write(frame: Frame): void {
    const film = this.#film;
    const { video } = film.info;
    const { width, height } = sizeOf(frame.image);
    if (width !== film.width || height !== film.height) {
      throw new HavcError(
        'SHAPE_INVALID',
        `Frame ${frame.index} came back as ${width}x${height}; the film's working size is ${film.width}x${film.height}.`,
      );
    }
    const original = film.originals.take(frame.index);
    this.#frames++;
    this.#start ??= original.pts;
    this.#end = original.pts + original.duration;
    const chroma = this.#chromaPool.acquire();
    const { kernelMatrix: matrix, range } = film.color;
    packChroma(frame.image, this.#layout, { matrix, range, rotation: video.rotation }, chroma);
    const { before } = frame;
    if (before && before !== frame.image) {
      this.#followTone ??= followTone(film, this.#layout);
      this.#followTone({ ...frame, before }, original.luma);
    }
    const stdin = this.#stdin;
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

  async #untilPending(most: number): Promise<void> {
    while (this.#pending > most) {
      this.#ended.signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#ended.signal.throwIfAborted();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
