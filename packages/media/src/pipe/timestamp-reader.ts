import type { Readable } from 'node:stream';

/** One line of ffmpeg's `framecrc` output: when a frame is shown, in units of its track's time base. */
export interface FrameStamp {
  /** Undefined where the source has no time for this frame. */
  readonly pts: number | undefined;
  /** How long it is shown; undefined where the source doesn't say. */
  readonly duration: number | undefined;
  /** Of the picture's bytes, as ffmpeg writes it. */
  readonly checksum: string;
}

/** Reads frame times from ffmpeg's `framecrc` muxer: a line a frame, `stream, dts, pts, duration, size, checksum`. */
export class TimestampReader {
  readonly #stamps: FrameStamp[] = [];
  #rest = '';
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(stream: Readable) {
    stream.setEncoding('latin1');
    stream.on('data', (text: string) => this.#take(text));
    stream.once('end', () => this.#finish());
    stream.once('close', () => this.#finish());
    // A pipe breaks when its process is killed; the process's own end tells why.
    stream.on('error', () => this.#finish());
  }

  /** The next frame's time, or nothing after the last. */
  async next(): Promise<FrameStamp | undefined> {
    while (this.#stamps.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#stamps.shift();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) {
      if (line === '' || line.startsWith('#')) continue;
      const fields = line.split(',');
      const pts = Number(fields[2]);
      const duration = Number(fields[3]);
      this.#stamps.push({
        pts: Number.isSafeInteger(pts) ? pts : undefined,
        duration: Number.isSafeInteger(duration) && duration > 0 ? duration : undefined,
        checksum: fields[5]?.trim() ?? '',
      });
    }
    this.#notify();
  }

  #finish(): void {
    this.#ended = true;
    this.#notify();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
