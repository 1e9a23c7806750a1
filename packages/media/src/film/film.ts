import type { Frame } from '@havc/core';
import type { SteadyCopy } from '../ffmpeg/steady-copy.ts';
import type { MediaInfo } from '../probe/media-info.ts';
import type { ColorDecision } from './color-decision.ts';
import type { Originals } from './originals.ts';

/** A place in a film: a frame counted from 0, or seconds from the start. */
export type Position = { readonly frame: number } | { readonly seconds: number };

/** A film that is being decoded: its frames at working size, and the untouched planes that `encode` will need. */
export interface Film {
  readonly info: MediaInfo;
  /** How its samples are read as colours: from its tags, or decided by its height where it has none. */
  readonly color: ColorDecision;
  /** Size of the working images in pixels, upright and with square pixels. */
  readonly width: number;
  readonly height: number;
  /** How many frames will come, as far as can be known before. */
  readonly frameCount: number | undefined;
  readonly frameCountExact: boolean;
  /** 0-based index in the source of the first frame. */
  readonly firstFrame: number;
  /** Seconds in the source where the decoded part starts (up to half a millisecond before its first frame) and ends. */
  readonly startTime: number;
  /** Undefined for "to the end". */
  readonly endTime: number | undefined;
  /** How it is read where its clock jumps; undefined where the clock is sound. */
  readonly steadyCopy: SteadyCopy | undefined;
  /** What was decided that the user should be told, a sentence each. */
  readonly notes: readonly string[];
  /**
   * The frames in order of presentation. They can be read once. Stopping early ends the decoder.
   *
   * @throws HavcError `INPUT_UNREADABLE` where nothing could be decoded, `FFMPEG_FAILED`, `ABORTED`.
   */
  readonly frames: AsyncIterable<Frame>;
  /** The source's own planes and timestamps by frame index, for `encode`. */
  readonly originals: Originals;
  /** What the decoder complained of so far: 0 for a sound file. */
  readonly damageCount: number;
  /**
   * Index of the first frame so far whose picture has another size than the film's first. It and those after it are
   * scaled to the first size, so their luma is not the source's own.
   */
  readonly sizeChangedAt: number | undefined;
  /** Ends the decoder and frees its buffers; safe to call twice. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
