import type { FrameStamp } from '../pipe/timestamp-reader.ts';
import type { MediaInfo } from '../probe/media-info.ts';

/** Turns the film's own timestamps into rising ones that count from the start of the range. */
export class FrameClock {
  readonly #tick: number;
  readonly #step: number;
  readonly #origin: number;
  readonly #containerStart: number;
  #last = -1;

  /** @param startSeconds - where the range starts in the film. */
  constructor(info: MediaInfo, startSeconds: number) {
    const { timeBase, nominalFrameRate, averageFrameRate } = info.video;
    const rate = nominalFrameRate ?? averageFrameRate ?? { numerator: 25, denominator: 1 };
    this.#tick = timeBase.numerator / timeBase.denominator;
    this.#step = Math.max(1, Math.round(rate.denominator / rate.numerator / this.#tick));
    this.#origin = Math.round((info.startTime + startSeconds) / this.#tick);
    this.#containerStart = info.startTime;
  }

  /**
   * Encoders want each time later than the one before. A frame without a time, or with one that goes back, comes a
   * nominal step, or one tick, after its predecessor.
   */
  next(stamp: FrameStamp): { pts: number; duration: number; seconds: number } {
    const expected = this.#last < 0 ? 0 : this.#last + this.#step;
    let pts = stamp.pts === undefined ? expected : stamp.pts - this.#origin;
    pts = Math.max(0, pts, this.#last + 1);
    this.#last = pts;
    return {
      pts,
      duration: stamp.duration ?? this.#step,
      seconds: (this.#origin + pts) * this.#tick - this.#containerStart,
    };
  }
}
