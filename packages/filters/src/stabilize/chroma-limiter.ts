import { type Frame, mapFrames, type Stage } from '@havc/core';
import { chromaLimits, type LimitChromaOptions, limitChromaChange } from './limit-chroma-change.ts';
import { ensureSameSize } from './shot-neighbors.ts';

/** Options of {@link chromaLimiter}. */
export interface ChromaLimiterOptions extends LimitChromaOptions {
  /** Ends the stream at once with HavcError `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * A stage that holds the colours of each frame close to those of the frame before it; see `limitChromaChange`.
 *
 * What is compared with is the previous frame as it came, not as it was changed: a frame depends on two, and a colour
 * that changes for good arrives after one frame. The first frame and those that are marked as a shot's first pass.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range; while being read, `SHAPE_INVALID` when the size changes
 * inside a shot, `ABORTED`.
 *
 * Source: HAVC's `vs_chroma_limiter` (vsslib/vsfilters.py), which knows no cuts.
 */
export function chromaLimiter(options: ChromaLimiterOptions = {}): Stage {
  const { signal, ...limits } = options;
  chromaLimits(limits);
  return (source) => {
    let last: Frame | undefined;
    const limited = (frame: Frame): Frame => {
      const previous = last;
      last = frame;
      if (!previous || frame.scene?.cut) return frame;
      ensureSameSize(frame, previous);
      return { ...frame, image: limitChromaChange(frame.image, previous.image, limits) };
    };
    return mapFrames(limited, signal ? { signal } : {})(source);
  };
}
