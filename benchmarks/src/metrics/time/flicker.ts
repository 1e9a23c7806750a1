import type { RgbImage } from '@havc/core';
import { type Chroma, chromaCells, chromaOf, movedChromaCells } from './chroma.ts';
import type { FrameMotion } from './frame-motion.ts';
import { labCells } from './lab-cells.ts';
import { labDifference } from './lab-difference.ts';
import { type Cells, cellGrid } from './luma-cells.ts';

/** The smallest part of a frame that tells about all of it. */
const LEAST_COVERED = 0.1;

/** What {@link createFlickerMeter} finds in a frame. The arrays are filled anew by the next one. */
export interface FrameFlicker {
  /** Mean CIEDE2000 of the covered cells; null in the first frame of a shot, and where under a tenth is covered. */
  readonly flicker: number | null;
  /** The covered part of the frame, 0 to 1. */
  readonly coveredShare: number;
  /** CIEDE2000 by cell; NaN where it isn't covered. */
  readonly map: Float32Array;
  /** L*, a* and b* by cell: the frame's colours on the film's luma. */
  readonly lab: Float32Array;
}

/** Takes the frames of a film in order, and remembers the last. */
export interface FlickerMeter {
  /**
   * @param image - the coloured frame; only its colours count.
   * @param luma - the film's own, by cell.
   * @param motion - from the frame before; undefined for the first of a shot.
   */
  push(image: RgbImage, luma: Cells, motion: FrameMotion | undefined): FrameFlicker;
}

/**
 * Measures how much colours change from frame to frame where the film itself stays: each frame against the one before,
 * moved along with the film's motion.
 *
 * Colours are compared as a viewer would see them if they were all that had changed: those of the frame before (R - Y and
 * B - Y, moved) are put on this frame's luma, and CIEDE2000 is taken between that and this frame. So flicker and grain of
 * the film's luma don't count, whose changes a way to colour can't help; a colour that changes counts with all that it
 * changes, which at equal luma is also a little of L*. Pictures are compared at half their size, as 4:2:0 stores colours,
 * which also halves what rounding to 8 bits adds.
 *
 * What is left even of true colours is what a motion of blocks to half a pixel can't follow (turning, zooming, fine colour
 * detail), and fades from one shot into another: values are read beside the truth's, and between ways on one film only.
 *
 * Source: CIEDE2000 as core's `deltaE2000`; the rest is our own, after the warping error of W.-S. Lai et al., "Learning
 * Blind Video Temporal Consistency" (ECCV 2018), with a difference of colours in place of one of codes.
 */
export function createFlickerMeter(width: number, height: number): FlickerMeter {
  const { columns, rows } = cellGrid(width, height);
  const cells = columns * rows;
  const map = new Float32Array(cells);
  const [own, moved] = [new Float32Array(2 * cells), new Float32Array(2 * cells)];
  const [lab, movedLab] = [new Float32Array(3 * cells), new Float32Array(3 * cells)];
  const empty = (): Chroma => ({ width, height, data: new Float32Array(2 * width * height) });
  let [chroma, before] = [empty(), empty()];
  return {
    push(image, luma, motion) {
      [chroma, before] = [before, chroma];
      chromaOf(image, chroma);
      labCells(luma.data, chromaCells(chroma, own), lab);
      if (!motion) return { flicker: null, coveredShare: 0, map: map.fill(Number.NaN), lab };
      labCells(luma.data, movedChromaCells(before, motion.field, motion.covered, moved), movedLab);
      const { mean, share } = labDifference(lab, movedLab, motion.covered, map);
      return { flicker: share < LEAST_COVERED ? null : mean, coveredShare: share, map, lab };
    },
  };
}
