import { ensureSameShape, ensureSamplePlane, type Plane, toContiguous } from '@havc/core';

/** Side of the square that each comparison sees. */
const WINDOW = 7;

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
  const a = toContiguous(first);
  const b = toContiguous(second);
  const [height, width] = first.shape as [number, number];
  const across = Math.min(WINDOW, width);
  const down = Math.min(WINDOW, height);
  const samples = across * down;
  // Sums times `samples`, so that means and covariances stay whole numbers until the last division.
  const c1 = (0.01 * 255) ** 2 * samples * samples;
  const c2 = (0.03 * 255) ** 2 * samples * Math.max(1, samples - 1);
  // Of each column: sums of a, b, a² + b² and ab over the rows of the square; they move down row by row.
  const sums = new Int32Array(4 * width);
  let total = 0;
  for (let row = 0; row < height; row++) {
    addRow(sums, a, b, row * width, row >= down ? (row - down) * width : -1, width);
    if (row >= down - 1) total += rowOfSimilarities(sums, width, across, samples, c1, c2);
  }
  return total / ((height - down + 1) * (width - across + 1));
}

/** Adds one row to the sums of the columns, and takes another away where `leaving` isn't −1. */
function addRow(
  sums: Int32Array,
  a: Uint8Array,
  b: Uint8Array,
  entering: number,
  leaving: number,
  width: number,
): void {
  for (let x = 0, s = 0, i = entering; x < width; x++, s += 4, i++) {
    const p = a[i]! | 0;
    const q = b[i]! | 0;
    let [dp, dq, dpp, dpq] = [p, q, p * p + q * q, p * q];
    if (leaving >= 0) {
      const u = a[leaving + x]! | 0;
      const v = b[leaving + x]! | 0;
      dp -= u;
      dq -= v;
      dpp -= u * u + v * v;
      dpq -= u * v;
    }
    sums[s] = (sums[s]! + dp) | 0;
    sums[s + 1] = (sums[s + 1]! + dq) | 0;
    sums[s + 2] = (sums[s + 2]! + dpp) | 0;
    sums[s + 3] = (sums[s + 3]! + dpq) | 0;
  }
}

/** The sum of the similarities of all squares that end in one row. */
function rowOfSimilarities(
  sums: Int32Array,
  width: number,
  across: number,
  samples: number,
  c1: number,
  c2: number,
): number {
  let p = 0;
  let q = 0;
  let pp = 0;
  let pq = 0;
  let line = 0;
  for (let x = 0, s = 0, left = -4 * (across - 1); x < width; x++, s += 4, left += 4) {
    p = (p + sums[s]!) | 0;
    q = (q + sums[s + 1]!) | 0;
    pp = (pp + sums[s + 2]!) | 0;
    pq = (pq + sums[s + 3]!) | 0;
    if (left < 0) continue;
    const both = p * q;
    const each = p * p + q * q;
    line += ((2 * both + c1) * (2 * (samples * pq - both) + c2)) / ((each + c1) * (samples * pp - each + c2));
    p = (p - sums[left]!) | 0;
    q = (q - sums[left + 1]!) | 0;
    pp = (pp - sums[left + 2]!) | 0;
    pq = (pq - sums[left + 3]!) | 0;
  }
  return line;
}
