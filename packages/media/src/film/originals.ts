import { HavcError } from '@havc/core';
import type { BufferPool } from '../pipe/buffer-pool.ts';

/** What the source has of one frame: its luma samples and its time. */
export interface OriginalFrame {
  readonly index: number;
  /** Luma samples row by row: one byte each, or two (little-endian) above 8 bits. */
  readonly luma: Buffer;
  /** Presentation time in units of the track's time base, counted from the start of the decoded range. */
  readonly pts: number;
  /** How long it is shown, in the same units; what the source says, or a nominal frame. */
  readonly duration: number;
}

/**
 * Bytes of luma that may wait between decoder and encoder. A stage with a long window keeps many frames on their way;
 * past this, somebody decodes without encoding, and the oldest are freed.
 */
const MOST_WAITING_BYTES = 768 << 20;

/**
 * Hands the source's own luma planes to the encoder, frame by frame. Memory holds only the frames that are between
 * decoder and encoder: taking one frees those before it.
 */
export class Originals {
  readonly #pool: BufferPool;
  readonly #waiting = new Map<number, OriginalFrame>();
  #waitingBytes = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /** For the decoder: keeps an original until it is taken. */
  keep(original: OriginalFrame): void {
    this.#waiting.set(original.index, original);
    this.#waitingBytes += original.luma.byteLength;
    while (this.#waitingBytes > MOST_WAITING_BYTES && this.#waiting.size > 1) this.#drop(this.#oldest());
  }

  /**
   * The original of this frame. Frames are asked for in rising order, each once; its buffer goes back with `release`.
   *
   * @throws HavcError `OPTION_INVALID` where the frame was not decoded, was taken already, or came too late.
   */
  take(index: number): OriginalFrame {
    for (const earlier of [...this.#waiting.keys()]) {
      if (earlier < index) this.#drop(earlier);
    }
    const original = this.#waiting.get(index);
    if (!original) {
      throw new HavcError(
        'OPTION_INVALID',
        `The luma of frame ${index} is not at hand. encode() needs the frames of its own film, in rising order, each ` +
          'once, and decoded with `originals: true`.',
        { details: { index } },
      );
    }
    this.#waiting.delete(index);
    this.#waitingBytes -= original.luma.byteLength;
    return original;
  }

  /** Gives a taken buffer back for another frame. */
  release(original: OriginalFrame): void {
    this.#pool.release(original.luma);
  }

  /** Frees all that waits. */
  clear(): void {
    this.#waiting.clear();
    this.#waitingBytes = 0;
    this.#pool.clear();
  }

  #oldest(): number {
    return this.#waiting.keys().next().value!;
  }

  #drop(index: number): void {
    const original = this.#waiting.get(index)!;
    this.#waiting.delete(index);
    this.#waitingBytes -= original.luma.byteLength;
    this.#pool.release(original.luma);
  }
}
