import { type Plane, toContiguous } from '@havc/core';

/** A plane with its reduced versions, ready for {@link findBlock}. */
export interface MotionPlane {
  readonly width: number;
  readonly height: number;
  /** The plane itself, then halved, then halved again. */
  readonly levels: readonly { readonly width: number; readonly height: number; readonly data: Uint8Array }[];
}

/** Side of a block, in samples. */
export const BLOCK = 16;
/** Prepares a plane for the search of its blocks. */
export function createMotionPlane(plane: Plane): MotionPlane {
  const [height, width] = plane.shape as [number, number];
  const levels = [{ width, height, data: toContiguous(plane) }];
  for (let level = 0; level < 2; level++) levels.push(halve(levels[level]!));
  return { width, height, levels };
}

/**
 * How badly the 16x16 block of `current` at (x, y) matches the best place found in `reference`: the sum of absolute
 * differences (SAD), 0..65280.
 *
 * Whole-sample search from coarse to fine: all places within `reach` samples in steps of 4 on quarter size, then the
 * neighbourhood on half and full size. A block that matches where it stands to `good` or better isn't searched for.
 */
export function findBlock(
  current: MotionPlane,
  reference: MotionPlane,
  x: number,
  y: number,
  options: { readonly reach: number; readonly good: number },
): number {
  const { good } = options;
  const standing = blockDifference(current, reference, 0, x, y, 0, 0, good + 1);
  if (standing <= good) return standing;
  let [dx, dy] = [0, 0];
  for (let level = 2; level >= 0; level--) {
    const reach = level === 2 ? options.reach >> 2 : 2;
    const [fromX, fromY] = [dx, dy];
    let best = blockDifference(current, reference, level, x, y, dx, dy, Number.POSITIVE_INFINITY);
    for (let v = fromY - reach; v <= fromY + reach; v++) {
      for (let u = fromX - reach; u <= fromX + reach; u++) {
        const difference = blockDifference(current, reference, level, x, y, u, v, best);
        if (difference >= best) continue;
        best = difference;
        [dx, dy] = [u, v];
      }
    }
    if (level === 0) return Math.min(best, blockDifference(current, reference, 0, x, y, 0, 0, best));
    [dx, dy] = [2 * dx, 2 * dy];
  }
  return standing;
}

/** Sum of |sample − mean of the block| of the 16x16 block at (x, y): what coding the block by itself would cost. */
export function blockDeviation({ width, levels }: MotionPlane, x: number, y: number): number {
  const { data } = levels[0]!;
  let sum = 0;
  for (let row = 0; row < BLOCK; row++) {
    for (let column = 0, i = (y + row) * width + x; column < BLOCK; column++, i++) sum += data[i]!;
  }
  const mean = (sum + 128) >> 8;
  let deviation = 0;
  for (let row = 0; row < BLOCK; row++) {
    for (let column = 0, i = (y + row) * width + x; column < BLOCK; column++, i++) {
      deviation += Math.abs(data[i]! - mean);
    }
  }
  return deviation;
}

/** SAD of a block moved by (u, v) samples of its level; gives up, with a number not below `enough`, when it reaches that. */
function blockDifference(
  current: MotionPlane,
  reference: MotionPlane,
  level: number,
  x: number,
  y: number,
  u: number,
  v: number,
  enough: number,
): number {
  const { width, height, data: a } = current.levels[level]!;
  const b = reference.levels[level]!.data;
  const side = BLOCK >> level;
  const left = x >> level;
  const top = y >> level;
  if (left + u < 0 || top + v < 0 || left + u + side > width || top + v + side > height)
    return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let row = 0; row < side; row++) {
    let i = (top + row) * width + left;
    let j = (top + row + v) * width + left + u;
    for (let column = 0; column < side; column++, i++, j++) sum += Math.abs(a[i]! - b[j]!);
    if (sum >= enough) return sum;
  }
  return sum;
}

function halve(plane: { readonly width: number; readonly height: number; readonly data: Uint8Array }) {
  const [width, height] = [plane.width >> 1, plane.height >> 1];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let i = 2 * y * plane.width;
    for (let x = 0, o = y * width; x < width; x++, i += 2, o++) {
      const below = i + plane.width;
      data[o] = (plane.data[i]! + plane.data[i + 1]! + plane.data[below]! + plane.data[below + 1]! + 2) >> 2;
    }
  }
  return { width, height, data };
}
