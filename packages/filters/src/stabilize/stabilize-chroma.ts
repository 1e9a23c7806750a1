import {
  COLOR_MATRICES,
  type ColorMatrix,
  type Frame,
  type FrameWindow,
  mapFrames,
  type Stage,
  windowed,
} from '@havc/core';
import { adjustHues } from '../hue/adjust-hues.ts';
import { ensureHueExpression, type HueExpression } from '../hue/hue-expression.ts';
import { ensureOneOf } from '../option-checks.ts';
import { averageChroma } from './average-chroma.ts';
import { type GrayRefill, grayRefill } from './gray-refill.ts';
import { type ShotNeighbors, shotNeighbors } from './shot-neighbors.ts';
import { TEMPORAL_MODES, type TemporalMode, temporalWeights, windowSize } from './temporal-weights.ts';

/** How {@link stabilizeChroma} averages. */
export interface StabilizeChromaOptions {
  /** Frames in the window, the current one in its middle: 3..15, an even number counts as the next odd one. Default: 5. */
  readonly frames?: number;
  /** How they share in the mean. Default: `arithmetic`. */
  readonly mode?: TemporalMode;
  /**
   * Keeps current colours where a neighbour is gray, as behind something that moved. Default: on, with a threshold of
   * 15; a threshold of 0 switches it off. What suits depends on how strong the colours are: 5 for DeOldify alone, 60 for
   * DDColor alone, 5 to 20 for their merges.
   */
  readonly refill?: GrayRefill;
  /** A change of hues that is made to the result, as `parseHueExpression` gives it; see `adjustHues`. Default: none. */
  readonly hues?: HueExpression;
  /** Whose luma stays. Default: `bt601`, the luma of all the other filters. */
  readonly matrix?: ColorMatrix;
  /**
   * What counts beyond the film's first and last frame: `drop` treats an end like a cut, so that a film made in pieces
   * between cuts gives the same frames as in one; `repeat` counts the last frame again, as the original does.
   * Default: `drop`.
   */
  readonly ends?: 'drop' | 'repeat';
  /** Ends the stream at once with HavcError `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * A stage that averages the colours of each frame with those of its neighbours in the same shot, so that they flicker
 * less; luma stays, see `averageChroma`.
 *
 * The window never reaches over a frame that is marked as a shot's first (`frame.scene.cut`), in either direction, with
 * refill or without: what lies beyond gives its share to the current frame. A frame alone in its shot is passed on as it
 * is. Put the stage where all frames are coloured: uncoloured ones between them would count as gray.
 *
 * Reads half a window ahead and holds one window of frames.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range; while being read, `SHAPE_INVALID` when the size changes
 * inside a shot, `ABORTED`.
 *
 * Source: HAVC's `vs_chroma_stabilizer_ex` and `vs_clip_color_stabilizer` (vsslib/vsfilters.py). The original stops
 * backwards only at a cut, and with refill not at all; it works on 4:2:0 with dithering, here nothing is thrown away;
 * and it doesn't refill in the first 15 frames of a film.
 */
export function stabilizeChroma(options: StabilizeChromaOptions = {}): Stage {
  const { mode = 'arithmetic', ends = 'drop', matrix = 'bt601', hues, signal } = options;
  const frames = windowSize(options.frames ?? 5, 'options.frames');
  ensureOneOf(mode, 'options.mode', TEMPORAL_MODES);
  const weights = temporalWeights(frames, mode);
  const refill = grayRefill(options.refill ?? {}, 'options.refill');
  ensureOneOf(matrix, 'options.matrix', Object.keys(COLOR_MATRICES) as ColorMatrix[]);
  ensureOneOf(ends, 'options.ends', ['drop', 'repeat']);
  if (hues) ensureHueExpression(hues, 'options.hues');
  const radius = (frames - 1) / 2;

  const stabilized = (window: FrameWindow): Frame => {
    const { frame } = window;
    const shot = shotNeighbors(window);
    const pictures = [...shot.before, frame, ...shot.after].map(({ image }) => image);
    if (pictures.length === 1) return hues ? { ...frame, image: adjustHues(frame.image, hues) } : frame;
    const shares = sharesInShot(weights, shot, ends === 'repeat' ? filmEnds(window, shot, radius) : NO_ENDS);
    const image = averageChroma(pictures, shares, { current: shot.before.length, matrix, refill });
    return { ...frame, image: hues ? adjustHues(image, hues, {}, image) : image };
  };
  const windows = windowed(radius);
  const map = mapFrames(stabilized, signal ? { signal } : {});
  return (source) => map(windows(source));
}

/** Whether a window runs out of the film, and not only of the shot. */
interface FilmEnds {
  readonly start: boolean;
  readonly end: boolean;
}

const NO_ENDS: FilmEnds = { start: false, end: false };

function filmEnds({ frame, before, after }: FrameWindow, shot: ShotNeighbors, radius: number): FilmEnds {
  return {
    start: before.length < radius && shot.before.length === before.length && !(before[0] ?? frame).scene?.cut,
    end: after.length < radius && shot.after.length === after.length,
  };
}

/** The shares of what is left of the window; what isn't there counts for the current frame, or for the film's end. */
function sharesInShot(weights: readonly number[], shot: ShotNeighbors, ends: FilmEnds): number[] {
  const radius = (weights.length - 1) / 2;
  const [first, last] = [radius - shot.before.length, radius + shot.after.length];
  const shares = weights.slice(first, last + 1);
  const total = (part: readonly number[]) => part.reduce((sum, weight) => sum + weight, 0);
  const current = shot.before.length;
  const [start, end] = [ends.start ? 0 : current, ends.end ? shares.length - 1 : current];
  shares[start] = shares[start]! + total(weights.slice(0, first));
  shares[end] = shares[end]! + total(weights.slice(last + 1));
  return shares;
}
