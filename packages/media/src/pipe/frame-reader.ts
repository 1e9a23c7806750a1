import type { Readable } from 'node:stream';
import type { BufferPool } from './buffer-pool.ts';

/** Frames that may wait in memory on each pipe before its reading is paused. */
const READ_AHEAD = 3;

/**
 * Cuts several pipes of one process into frames of fixed size, in step.
 *
 * The process writes to its pipes in turn and stops at the first that is full. So a pipe is paused only while none of
 * the others is waited for: then no order of writing can lock reader and writer against each other, and what waits in
 * memory is bounded by what the process really writes ahead.
 */
export class FrameReaders {
  readonly #readers: FrameReader[] = [];

  /** Starts cutting `stream` into frames of `frameBytes` bytes, in buffers from `pool`. */
  add(stream: Readable, frameBytes: number, pool: BufferPool): FrameReader {
    const reader = new FrameReader(stream, frameBytes, pool, () => this.#balance());
    this.#readers.push(reader);
    return reader;
  }

  #balance(): void {
    const someoneStarves = this.#readers.some((reader) => reader.waiting === 0 && !reader.ended);
    for (const reader of this.#readers) {
      if (someoneStarves || reader.waiting < READ_AHEAD) reader.resume();
      else reader.pause();
    }
  }
}

/** One pipe that is cut into frames. */
export class FrameReader {
  readonly #stream: Readable;
  readonly #frameBytes: number;
  readonly #pool: BufferPool;
  readonly #onChange: () => void;
  readonly #frames: Buffer[] = [];
  #partial: Buffer | undefined;
  #filled = 0;
  #wake: (() => void) | undefined;
  #paused = false;
  #discards = false;
  ended = false;

  constructor(stream: Readable, frameBytes: number, pool: BufferPool, onChange: () => void) {
    this.#stream = stream;
    this.#frameBytes = frameBytes;
    this.#pool = pool;
    this.#onChange = onChange;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.once('close', () => this.#finish());
    stream.once('end', () => this.#finish());
    // A pipe breaks when its process is killed; the process's own end tells why.
    stream.on('error', () => this.#finish());
  }

  /** Whole frames that have been read and not asked for. */
  get waiting(): number {
    return this.#frames.length;
  }

  /** Bytes of a frame that was begun and not ended; after the end, what was cut off. */
  get partialBytes(): number {
    return this.#filled;
  }

  /** The next frame, or nothing after the last. The caller gives the buffer back to the pool. */
  async next(): Promise<Buffer | undefined> {
    while (this.#frames.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const frame = this.#frames.shift();
    this.#onChange();
    return frame;
  }

  /**
   * Reads on to the end of the pipe and forgets what comes. A process counts as ended only when its pipes are read to
   * their ends, killed or not: a pipe that stays paused would be waited for without end.
   */
  discard(): void {
    this.#discards = true;
    for (const frame of this.#frames.splice(0)) this.#pool.release(frame);
    this.#paused = false;
    this.#stream.resume();
  }

  pause(): void {
    if (this.#paused || this.#discards) return;
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#stream.resume();
  }

  #take(chunk: Buffer): void {
    if (this.#discards) return;
    let from = 0;
    while (from < chunk.length) {
      this.#partial ??= this.#pool.acquire();
      const length = Math.min(chunk.length - from, this.#frameBytes - this.#filled);
      chunk.copy(this.#partial, this.#filled, from, from + length);
      from += length;
      this.#filled += length;
      if (this.#filled < this.#frameBytes) break;
      this.#frames.push(this.#partial);
      this.#partial = undefined;
      this.#filled = 0;
      this.#notify();
    }
    if (this.#frames.length >= READ_AHEAD) this.#onChange();
  }

  #finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.#notify();
    this.#onChange();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
