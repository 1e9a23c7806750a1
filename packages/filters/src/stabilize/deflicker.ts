import { type Frame, type FrameWindow, mapFrames, type RgbImage, type Stage, windowed } from '@havc/core';
import { flickerRadius, flickerStrength, type ReduceFlickerOptions, reduceFlicker } from './reduce-flicker.ts';
import { shotNeighbors } from './shot-neighbors.ts';

/** Options of {@link deflicker}. */
export interface DeflickerOptions extends ReduceFlickerOptions {
  /** Ends the stream at once with HavcError `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * A stage that calms samples which alternate from frame to frame; see `reduceFlicker`.
 *
 * It never looks over a frame that is marked as a shot's first (`frame.scene.cut`), in either direction: where the shot
 * or the film ends, its last frame counts again. A frame alone in its shot is passed on as it is. Put the stage where
 * all frames are coloured: between uncoloured ones, colour is what flickers.
 *
 * Reads two frames ahead (three with a strength of 3) and holds one window of frames.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range; while being read, `SHAPE_INVALID` when the size changes
 * inside a shot, `ABORTED`.
 *
 * Source: HAVC's `vs_reduce_flicker` (vsslib/vsplugins.py) and the plugin it calls, neither of which knows cuts.
 */
export function deflicker(options: DeflickerOptions = {}): Stage {
  const { signal, ...how } = options;
  const radius = flickerRadius(flickerStrength(how.strength ?? 2));
  const calmed = (window: FrameWindow): Frame => {
    const { frame } = window;
    const { before, after } = shotNeighbors(window);
    if (before.length + after.length === 0) return frame;
    const shot = [...before, frame, ...after];
    const pictures: RgbImage[] = [];
    for (let distance = -radius; distance <= radius; distance++) {
      const position = Math.min(Math.max(before.length + distance, 0), shot.length - 1);
      pictures.push(shot[position]!.image);
    }
    return { ...frame, image: reduceFlicker(pictures, how) };
  };
  const windows = windowed(radius);
  const map = mapFrames(calmed, signal ? { signal } : {});
  return (source) => map(windows(source));
}
