import { ensureApart, ensureSamplePlane, type Plane, planeOutput, toContiguous } from '@havc/core';

/** Blur of the gradient, in pixels: wide enough to calm grain, narrow enough to keep thin outlines. */
const SIGMA = 1.2;

/**
 * Where a plane has edges, 0..255: the sum, clipped, of a Kirsch-like response and of a blurred gradient of the
 * brightened plane.
 *
 * - Kirsch-like: the largest absolute response of four 3x3 kernels, each with 5 at three neighbours and −3 at the others.
 * - Gradient: of √(v / 255) · 255, which brings out shadows, after a Gaussian blur (σ 1.2): √(gx² + gy²), where gx is
 *   (right column − left column) / 2 over three rows and gy likewise.
 *
 * @param plane - luma 0..255, any strides. Beyond its border it is mirrored.
 * @param out - same shape; a new plane when absent. Must not share memory with `plane`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` when `out` overlaps `plane`.
 *
 * Source: HAVC's `retinex_edgemask` in its fast mode (vsscdetect_edge.py), with VapourSynth's `Convolution` and TCanny's
 * gradient mode.
 */
export function edgeMask(plane: Plane, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const result = planeOutput(out, plane, Uint8Array);
  ensureApart(result, plane, ['out', 'plane']);
  const [height, width] = plane.shape as [number, number];
  const [toRowStep, toStep] = result.stride as [number, number];
  const from = toContiguous(plane);
  const blurred = blur(from, width, height);
  for (let row = 0; row < height; row++) {
    const above = mirror(row - 1, height) * width;
    const here = row * width;
    const below = mirror(row + 1, height) * width;
    let o = result.offset + row * toRowStep;
    for (let x = 0; x < width; x++, o += toStep) {
      const l = x > 0 ? x - 1 : mirror(-1, width);
      const r = x < width - 1 ? x + 1 : mirror(width, width);
      const nw = from[above + l]!;
      const n = from[above + x]!;
      const ne = from[above + r]!;
      const w = from[here + l]!;
      const e = from[here + r]!;
      const sw = from[below + l]!;
      // 5 at three places and −3 at five is 8 times the three less 3 times all eight.
      const all = 3 * (nw + n + ne + w + e + sw + from[below + x]! + from[below + r]!);
      let response = Math.abs(8 * (nw + n + ne) - all);
      response = Math.max(response, Math.abs(8 * (n + ne + w) - all));
      response = Math.max(response, Math.abs(8 * (ne + w + e) - all));
      response = Math.max(response, Math.abs(8 * (w + e + sw) - all));
      if (response >= 255) {
        result.data[o] = 255;
        continue;
      }
      const left = blurred[above + l]! + blurred[here + l]! + blurred[below + l]!;
      const right = blurred[above + r]! + blurred[here + r]! + blurred[below + r]!;
      const top = blurred[above + l]! + blurred[above + x]! + blurred[above + r]!;
      const bottom = blurred[below + l]! + blurred[below + x]! + blurred[below + r]!;
      const gx = right - left;
      const gy = bottom - top;
      // The halves of both gradients are taken once, after the root.
      response += (0.5 * Math.sqrt(gx * gx + gy * gy) + 0.5) | 0;
      result.data[o] = Math.min(255, response);
    }
  }
  return result;
}

/** The plane brightened by a square root, rounded to bytes, and blurred. */
function blur(plane: Uint8Array, width: number, height: number): Float32Array {
  const brightened = new Float32Array(256);
  for (let value = 0; value < 256; value++) brightened[value] = Math.round(Math.sqrt(value / 255) * 255);
  const taps = gaussian();
  const radius = taps.length - 1;
  const result = new Float32Array(width * height);
  const line = new Float32Array(width + 2 * radius);
  for (let row = 0; row < height; row++) {
    const rows = (distance: number) => mirror(row + distance, height) * width;
    for (let x = 0, i = row * width; x < width; x++, i++) line[radius + x] = taps[0]! * brightened[plane[i]!]!;
    for (let distance = 1; distance <= radius; distance++) {
      const tap = taps[distance]!;
      const up = rows(-distance);
      const down = rows(distance);
      for (let x = 0; x < width; x++) {
        line[radius + x]! += tap * (brightened[plane[up + x]!]! + brightened[plane[down + x]!]!);
      }
    }
    for (let x = 1; x <= radius; x++) {
      line[radius - x] = line[radius + mirror(-x, width)]!;
      line[radius + width - 1 + x] = line[radius + mirror(width - 1 + x, width)]!;
    }
    for (let x = 0, o = row * width; x < width; x++, o++) {
      let sum = taps[0]! * line[x + radius]!;
      for (let distance = 1; distance <= radius; distance++) {
        sum += taps[distance]! * (line[x + radius - distance]! + line[x + radius + distance]!);
      }
      result[o] = sum;
    }
  }
  return result;
}

/** One half of the bell curve, from its middle outwards; with its mirror image it sums to 1. */
function gaussian(): Float64Array {
  const radius = Math.max(1, Math.trunc(3 * SIGMA + 0.5));
  const taps = Float64Array.from({ length: radius + 1 }, (_, x) => Math.exp(-(x * x) / (2 * SIGMA * SIGMA)));
  const total = 2 * taps.reduce((sum, tap) => sum + tap) - taps[0]!;
  return taps.map((tap) => tap / total);
}

/** A position beyond the border, reflected at the outermost sample (which is not repeated). */
function mirror(position: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * length - 2;
  const wrapped = ((position % period) + period) % period;
  return wrapped < length ? wrapped : period - wrapped;
}
