import { type Frame, HavcError } from '@havc/core';
import { type FrameSample, sampleFrame } from './frame-sample.ts';

/** A shot, with samples of its frames. */
export interface SurveyedShot {
  /** Indexes of its first and its last frame in the source. */
  readonly first: number;
  readonly last: number;
  /** In order, evenly spread over the shot; of a short one all frames. */
  readonly samples: readonly FrameSample[];
}

/** Samples that are kept of a shot. */
const MOST_SAMPLES = 24;
/** Shots that are kept; a sheet shows a hundredth of them. */
const MOST_SHOTS = 4000;

interface OpenShot {
  first: number;
  last: number;
  samples: FrameSample[];
  /** Every how many frames a sample is taken. */
  stride: number;
}

/**
 * Reads a film to its end and gives its shots with samples of their frames. Memory is bounded: of a long shot fewer
 * frames are sampled, and of more than 4000 shots the shortest are forgotten.
 *
 * @param frames - marked by `detectScenes`.
 * @param onFrame - told how many frames have been read.
 * @throws HavcError `OPTION_INVALID` when a frame carries no marks; as `frames` does.
 */
export async function surveyShots(
  frames: AsyncIterable<Frame>,
  onFrame?: (count: number) => void,
): Promise<SurveyedShot[]> {
  let shots: OpenShot[] = [];
  let count = 0;
  for await (const frame of frames) {
    if (frame.scene === undefined) {
      throw new HavcError('OPTION_INVALID', `Frame ${frame.index} has no scene marks: detect scenes first.`);
    }
    let shot = shots.at(-1);
    if (frame.scene.cut || shot === undefined) {
      if (shots.length >= MOST_SHOTS) shots = withoutShortHalf(shots);
      shot = { first: frame.index, last: frame.index, samples: [], stride: 1 };
      shots.push(shot);
    }
    add(shot, frame);
    onFrame?.(++count);
  }
  return shots;
}

function add(shot: OpenShot, frame: Frame): void {
  shot.last = frame.index;
  if ((frame.index - shot.first) % shot.stride !== 0) return;
  if (shot.samples.length >= MOST_SAMPLES) {
    shot.stride *= 2;
    shot.samples = shot.samples.filter((_, position) => position % 2 === 0);
    if ((frame.index - shot.first) % shot.stride !== 0) return;
  }
  shot.samples.push(sampleFrame(frame));
}

function withoutShortHalf(shots: readonly OpenShot[]): OpenShot[] {
  const length = (shot: OpenShot) => shot.last - shot.first;
  const long = shots.toSorted((a, b) => length(b) - length(a)).slice(0, Math.ceil(shots.length / 2));
  const kept = new Set(long);
  return shots.filter((shot) => kept.has(shot));
}
