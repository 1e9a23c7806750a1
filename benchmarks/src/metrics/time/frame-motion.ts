import { coveredCells } from './covered-cells.ts';
import { estimateMotion } from './estimate-motion.ts';
import type { LumaPyramid } from './luma-pyramid.ts';
import type { MotionField } from './motion-field.ts';

/** How a frame came out of the one before. */
export interface FrameMotion {
  /** Where each block was. */
  readonly field: MotionField;
  /** By cell: 1 where it can be compared with where it was. */
  readonly covered: Uint8Array;
}

/** Finds a frame's motion by its luma, and what of it was to be seen before: the same for all ways to colour a film. */
export function frameMotion(frame: LumaPyramid, before: LumaPyramid): FrameMotion {
  const field = estimateMotion(frame, before);
  const back = estimateMotion(before, frame);
  return { field, covered: coveredCells(frame, before, field, back) };
}
