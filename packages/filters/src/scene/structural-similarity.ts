import { ensureSameShape, ensureSamplePlane, PixelRun, type Plane, runAddress } from '@havc/core';
import { sceneKernels } from './kernels.ts';

/** Side of the square that each comparison sees. */
const WINDOW = 7;
/** Columns that are compared at once, for which the kernels have room. */
const STRIPE = 4096;

/**
 * Structural similarity (SSIM) of two planes: 1 for equal ones, about 0 for unrelated ones, below 0 for a negative.
 *
 * The mean over all 7x7 squares inside the plane of
 * (2 μa μb + C1)(2 σab + C2) / ((μa² + μb² + C1)(σa² + σb² + C2)), with sample covariances, C1 = (0.01 · 255)² and
 * C2 = (0.03 · 255)². Planes smaller than the square are seen as one piece along that side.
 *
 * @param first - samples 0..255, any strides.
 * @param second - same shape.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type, or when the shapes differ.
 *
 * Source: Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity", equation 13; the
 * square window and the sample covariance are scikit-image's defaults, which HAVC uses.
 */
export function structuralSimilarity(first: Plane, second: Plane): number {
  ensureSamplePlane(first, 'first', ['Uint8Array']);
  ensureSamplePlane(second, 'second', ['Uint8Array']);
  ensureSameShape(first, second, ['first', 'second']);
  const [height, width] = first.shape as [number, number];
  const across = Math.min(WINDOW, width);
  const down = Math.min(WINDOW, height);
  let total = 0;
  for (let left = 0; left + across <= width; left += STRIPE - WINDOW + 1) {
    total += sumOfStripe(first, second, left, Math.min(STRIPE, width - left), across, down);
  }
  return total / ((height - down + 1) * (width - across + 1));
}

/** The sum of the similarities of all squares inside of some columns: sums of columns move down row by row. */
function sumOfStripe(first: Plane, second: Plane, left: number, columns: number, across: number, down: number): number {
  const { kernels, memory } = sceneKernels();
  const [height, width] = first.shape as [number, number];
  const samples = across * down;
  // Sums times `samples`, so that means and covariances stay whole numbers until the last division.
  const c1 = (0.01 * 255) ** 2 * samples * samples;
  const c2 = (0.03 * 255) ** 2 * samples * Math.max(1, samples - 1);
  // The last rows, the one that leaves the square among them; before the first, there is nothing to leave.
  const rows = Array.from({ length: down + 1 }, (_, n) => ({
    a: new PixelRun(first, memory, 2 * n),
    b: new PixelRun(second, memory, 2 * n + 1),
  }));
  memory.fill(0, runAddress(0), runAddress(2 * rows.length));
  kernels.clearSums();
  let total = 0;
  for (let row = 0; row < height; row++) {
    const entering = rows[row % rows.length]!;
    const leaving = rows[(row + 1) % rows.length]!;
    entering.a.read(row * width + left, columns);
    entering.b.read(row * width + left, columns);
    kernels.moveSums(entering.a.address, entering.b.address, leaving.a.address, leaving.b.address, columns);
    if (row >= down - 1) total += kernels.sumSimilarities(columns - across + 1, across, samples, c1, c2);
  }
  return total;
}
