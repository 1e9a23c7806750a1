import { HavcError, type Plane, runAddress, toContiguous } from '@havc/core';
import { motionKernels } from './kernels.ts';

/** A plane with its reduced versions, ready for {@link findBlock}. */
export interface MotionPlane {
  readonly width: number;
  readonly height: number;
  /** The plane itself, then halved, then halved again. */
  readonly levels: Uint8Array;
}

/** Side of a block, in samples. */
export const BLOCK = 16;
/** Samples of a plane: two of them, with their reduced versions, fit into the memory of the kernels. */
const MOST_SAMPLES = 374_000;

/**
 * Prepares a plane for the search of its blocks.
 *
 * @throws HavcError `SHAPE_INVALID` for more than 374 000 samples.
 */
export function createMotionPlane(plane: Plane): MotionPlane {
  const [height, width] = plane.shape as [number, number];
  if (width * height > MOST_SAMPLES) {
    const size = `${width}x${height}`;
    throw new HavcError('SHAPE_INVALID', `Blocks are searched for in at most ${MOST_SAMPLES} samples, got ${size}.`);
  }
  placed = undefined;
  const { kernels, memory } = motionKernels();
  const start = runAddress(0);
  const half = start + width * height;
  const quarter = half + (width >> 1) * (height >> 1);
  memory.set(toContiguous(plane), start);
  kernels.halvePlane(start, width, height, half);
  kernels.halvePlane(half, width >> 1, height >> 1, quarter);
  return { width, height, levels: memory.slice(start, quarter + (width >> 2) * (height >> 2)) };
}

/**
 * How badly the 16x16 block of `current` at (x, y) matches the best place found in `reference`: the sum of absolute
 * differences (SAD), 0..65280.
 *
 * Whole-sample search from coarse to fine: all places within `reach` samples in steps of 4 on quarter size, then the
 * neighbourhood on half and full size. A block that matches where it stands to `good` or better isn't searched for.
 *
 * @param reference - of the same size as `current`.
 */
export function findBlock(
  current: MotionPlane,
  reference: MotionPlane,
  x: number,
  y: number,
  options: { readonly reach: number; readonly good: number },
): number {
  place(current, reference);
  return motionKernels().kernels.findBlock(current.width, current.height, x, y, options.reach, options.good);
}

/** Sum of |sample − mean of the block| of the 16x16 block at (x, y): what coding the block by itself would cost. */
export function blockDeviation(plane: MotionPlane, x: number, y: number): number {
  if (placed?.current !== plane) place(plane, plane);
  return motionKernels().kernels.blockDeviation(plane.width, x, y);
}

/** Which planes lie in the memory of the kernels: all blocks of a frame are searched for in turn. */
let placed: { readonly current: MotionPlane; readonly reference: MotionPlane } | undefined;

function place(current: MotionPlane, reference: MotionPlane): void {
  if (placed?.current === current && placed.reference === reference) return;
  const { memory } = motionKernels();
  memory.set(current.levels, runAddress(0));
  memory.set(reference.levels, runAddress(0) + current.levels.length);
  placed = { current, reference };
}
