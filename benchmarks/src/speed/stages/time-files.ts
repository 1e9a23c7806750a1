import type { Frame } from '@havc/core';
import { decode, encode, type Film } from '@havc/media';
import { streamOf } from './frame-stream.ts';
import { type Elapsed, type Span, startClock } from './span.ts';

/** What the frames that are held, and the luma that waits for the encoder, may take in memory. */
const MOST_BYTES = 300e6;
/** So many are read however large they are: less can't be timed. */
const LEAST_FRAMES = 2;

/** The first frames of a film, read at once. */
export interface HeldFrames {
  /** Keeps the luma of the frames for `encode`. To be disposed of. */
  readonly film: Film;
  readonly frames: readonly Frame[];
  /** From the first frame that came to the last. */
  readonly span: Span;
}

/** What {@link holdFrames} takes. */
export interface HoldOptions {
  /** Of the pictures, as `decode` has it. */
  readonly size: number | 'full';
  /** At most so many; less where they are large. */
  readonly frames: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the first frames of a film and keeps them.
 *
 * @throws HavcError as `decode` does.
 */
export async function holdFrames(path: string, { size, frames: wanted, signal }: HoldOptions): Promise<HeldFrames> {
  const film = await decode(path, { size, signal });
  try {
    const { width, height } = film.info.video;
    // Luma has one byte a pixel, or two.
    const bytes = 3 * film.width * film.height + 2 * width * height;
    const most = Math.min(wanted, Math.max(LEAST_FRAMES, Math.floor(MOST_BYTES / bytes)));
    const frames: Frame[] = [];
    let clock: ReturnType<typeof startClock> | undefined;
    let elapsed: Elapsed | undefined;
    for await (const frame of film.frames) {
      frames.push(frame);
      if (frames.length === most) {
        elapsed = clock?.();
        break;
      }
      // Until the first is there, ffmpeg starts.
      clock ??= startClock();
    }
    elapsed ??= clock?.() ?? { seconds: 0, cpuSeconds: undefined };
    return { film, frames, span: { ...elapsed, frames: Math.max(1, frames.length - 1) } };
  } catch (error) {
    await film.dispose();
    throw error;
  }
}

/**
 * What writing a film takes, from its first frame to the finished file.
 *
 * @param frames - those that `held` has, coloured.
 * @throws HavcError as `encode` does.
 */
export async function timeEncoding(
  { film }: HeldFrames,
  frames: readonly Frame[],
  output: string,
  signal: AbortSignal | undefined,
): Promise<Span> {
  const clock = startClock();
  const report = await encode(film, streamOf(frames), output, { overwrite: true, signal });
  return { ...clock(), frames: report.frames };
}
