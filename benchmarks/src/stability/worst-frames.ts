import type { RgbImage } from '@havc/core';

/** A frame that flickers much. */
export interface WorstFrame {
  /** Counted from 0. */
  readonly frame: number;
  readonly time: number;
  readonly flicker: number;
  readonly before: RgbImage;
  readonly image: RgbImage;
  /** CIEDE2000 by cell; NaN where it isn't known. */
  readonly map: Float32Array;
}

/** Keeps the frames that flicker most, of a film that is seen once. */
export interface WorstFrames {
  /** The pictures are kept as they are and must not change; the map is copied where it is kept. */
  push(frame: WorstFrame): void;
  /** The worst first. */
  list(): readonly WorstFrame[];
}

/**
 * Collects the frames with the most flicker, of which no two are close to each other: one bad moment is shown once. Where a
 * worse one comes between two that it is close to, both go, so that there may be fewer than asked for.
 *
 * @param count - how many at most.
 * @param apart - least distance of two of them, frames.
 */
export function createWorstFrames(count: number, apart: number): WorstFrames {
  let kept: WorstFrame[] = [];
  return {
    push(frame) {
      const near = kept.filter((other) => Math.abs(other.frame - frame.frame) < apart);
      if (near.some((other) => other.flicker >= frame.flicker)) return;
      const last = kept[count - 1];
      if (frame.flicker <= 0 || count === 0 || (near.length === 0 && last && last.flicker >= frame.flicker)) return;
      const others = kept.filter((other) => !near.includes(other));
      kept = [...others, { ...frame, map: frame.map.slice() }].sort((a, b) => b.flicker - a.flicker).slice(0, count);
    },
    list: () => kept,
  };
}
