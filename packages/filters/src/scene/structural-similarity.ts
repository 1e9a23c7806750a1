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
  const sumA = new Int32Array(width);
  const sumB = new Int32Array(width);
  const squares = new Int32Array(width);
  const products = new Int32Array(width);
  const move = (row: number, sign: number) => {
    let i = row * width;
    for (let x = 0; x < width; x++, i++) {
      const p = a[i]! | 0;
      const q = b[i]! | 0;
      sumA[x]! += sign * p;
      sumB[x]! += sign * q;
      squares[x]! += sign * (p * p + q * q);
      products[x]! += sign * (p * q);
    }
  };
  let total = 0;
  for (let row = 0; row < height; row++) {
    move(row, 1);
    if (row < down - 1) continue;
    if (row >= down) move(row - down, -1);
    let [p, q, pp, pq] = [0, 0, 0, 0];
    let line = 0;
    for (let x = 0; x < width; x++) {
      p = (p + sumA[x]!) | 0;
      q = (q + sumB[x]!) | 0;
      pp = (pp + squares[x]!) | 0;
      pq = (pq + products[x]!) | 0;
      if (x < across - 1) continue;
      const both = p * q;
      const each = p * p + q * q;
      line += ((2 * both + c1) * (2 * (samples * pq - both) + c2)) / ((each + c1) * (samples * pp - each + c2));
      const left = x - across + 1;
      p = (p - sumA[left]!) | 0;
      q = (q - sumB[left]!) | 0;
      pp = (pp - squares[left]!) | 0;
      pq = (pq - products[left]!) | 0;
    }
    total += line;
  }
  return total / ((height - down + 1) * (width - across + 1));
}
