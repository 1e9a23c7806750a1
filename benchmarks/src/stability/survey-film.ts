import { HavcError, pipe } from '@havc/core';
import { detectScenes } from '@havc/filters';
import { decode } from '@havc/media';
import { frameMotion } from '../metrics/time/frame-motion.ts';
import { createLumaPyramid, type LumaPyramid } from '../metrics/time/luma-pyramid.ts';
import { firstFrames, toGray } from './frame-streams.ts';
import { createMotionStore, type MotionStore } from './motion-store.ts';

/** A film's luma over time, which is the same for all ways to colour it. */
export interface FilmSurvey extends AsyncDisposable {
  readonly path: string;
  /** Size at which colours are compared, pixels. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly framesPerSecond: number;
  /** First frame and the frame after the last, of each shot. */
  readonly shots: readonly { readonly from: number; readonly to: number }[];
  /** Of all frames but the first of each shot. */
  readonly motions: MotionStore;
}

/** How {@link surveyFilm} works. */
export interface SurveyOptions {
  /** Shorter side, pixels. */
  readonly size: number;
  /** At most so many frames. */
  readonly frames: number;
  /** A file that isn't there yet, for the motions. It is removed with the survey. */
  readonly motionFile: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a film once, in gray, and finds its cuts and the motion of each frame.
 *
 * @throws HavcError as `decode` does; `SHAPE_INVALID` for a film of under 16 pixels; `DISK_FULL`.
 */
export async function surveyFilm(path: string, options: SurveyOptions): Promise<FilmSurvey> {
  const { size, signal } = options;
  await using film = await decode(path, { size, originals: false, signal });
  const { width, height } = film;
  const motions = await createMotionStore(options.motionFile, width, height);
  try {
    const shots: { from: number; to: number }[] = [];
    let before: LumaPyramid | undefined;
    let frames = 0;
    let lastTime = 0;
    for await (const { image, scene, time } of pipe(film.frames, firstFrames(options.frames), toGray, detectScenes())) {
      const pyramid = createLumaPyramid(image.pick(-1, -1, 0));
      if (before && !scene!.cut) {
        await motions.write(frames, frameMotion(pyramid, before));
        shots.at(-1)!.to++;
      } else {
        shots.push({ from: frames, to: frames + 1 });
      }
      before = pyramid;
      frames++;
      lastTime = time;
    }
    if (frames === 0) throw new HavcError('INPUT_UNREADABLE', `${JSON.stringify(path)} has no frames.`);
    const rate = film.info.video.averageFrameRate;
    const framesPerSecond = rate ? rate.numerator / rate.denominator : lastTime > 0 ? (frames - 1) / lastTime : 25;
    const dispose = () => motions.dispose();
    return { path, width, height, frames, framesPerSecond, shots, motions, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await motions.dispose();
    throw error;
  }
}
