import { ensureApart, ensureSamplePlane, type Plane, planeOutput, toContiguous } from '@havc/core';

/** Blur of the gradient, in pixels: wide enough to calm grain, narrow enough to keep thin outlines. */
const SIGMA = 1.2;
/** Three times that, rounded: how far the blur reaches. */
const RADIUS = 4;

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
  const to = result.data;
  for (let row = 0; row < height; row++) {
    const above = mirror(row - 1, height) * width;
    const here = row * width;
    const below = mirror(row + 1, height) * width;
    let o = result.offset + row * toRowStep;
    for (let x = 0; x < width; x++, o += toStep) {
      const l = x > 0 ? x - 1 : Math.min(1, width - 1);
      const r = x < width - 1 ? x + 1 : Math.max(0, width - 2);
      const nw = from[above + l]! | 0;
      const n = from[above + x]! | 0;
      const ne = from[above + r]! | 0;
      const w = from[here + l]! | 0;
      const e = from[here + r]! | 0;
      const sw = from[below + l]! | 0;
      // 5 at three places and −3 at five is 8 times the three less 3 times all eight.
      const all = (3 * (nw + n + ne + w + e + sw + from[below + x]! + from[below + r]!)) | 0;
      const first = Math.abs(8 * (nw + n + ne) - all) | 0;
      const second = Math.abs(8 * (n + ne + w) - all) | 0;
      const third = Math.abs(8 * (ne + w + e) - all) | 0;
      const fourth = Math.abs(8 * (w + e + sw) - all) | 0;
      const response = Math.max(Math.max(first, second), Math.max(third, fourth)) | 0;
      if (response >= 255) {
        to[o] = 255;
        continue;
      }
      const nwB = blurred[above + l]!;
      const neB = blurred[above + r]!;
      const swB = blurred[below + l]!;
      const seB = blurred[below + r]!;
      const gx = neB + blurred[here + r]! + seB - (nwB + blurred[here + l]! + swB);
      const gy = swB + blurred[below + x]! + seB - (nwB + blurred[above + x]! + neB);
      // The halves of both gradients are taken once, after the root.
      to[o] = Math.min(255, response + ((0.5 * Math.sqrt(gx * gx + gy * gy) + 0.5) | 0));
    }
  }
  return result;
}

/** The plane brightened by a square root, rounded to bytes, and blurred: nine rows, then nine columns. */
function blur(plane: Uint8Array, width: number, height: number): Float32Array {
  const table = Float32Array.from({ length: 256 }, (_, value) => Math.round(Math.sqrt(value / 255) * 255));
  const bright = new Float32Array(width * height);
  for (let i = 0; i < bright.length; i++) bright[i] = table[plane[i]!]!;
  const [t0, t1, t2, t3, t4] = gaussian() as [number, number, number, number, number];
  const result = new Float32Array(width * height);
  const line = new Float32Array(width + 2 * RADIUS);
  for (let row = 0; row < height; row++) {
    const start = (distance: number) => mirror(row + distance, height) * width;
    const [u1, u2, u3, u4] = [start(-1), start(-2), start(-3), start(-4)];
    const [d1, d2, d3, d4] = [start(1), start(2), start(3), start(4)];
    for (let x = 0, i = row * width; x < width; x++, i++) {
      line[RADIUS + x] =
        t0 * bright[i]! +
        t1 * (bright[u1 + x]! + bright[d1 + x]!) +
        t2 * (bright[u2 + x]! + bright[d2 + x]!) +
        t3 * (bright[u3 + x]! + bright[d3 + x]!) +
        t4 * (bright[u4 + x]! + bright[d4 + x]!);
    }
    for (let x = 1; x <= RADIUS; x++) {
      line[RADIUS - x] = line[RADIUS + mirror(-x, width)]!;
      line[RADIUS + width - 1 + x] = line[RADIUS + mirror(width - 1 + x, width)]!;
    }
    for (let x = 0, o = row * width; x < width; x++, o++) {
      result[o] =
        t0 * line[x + 4]! +
        t1 * (line[x + 3]! + line[x + 5]!) +
        t2 * (line[x + 2]! + line[x + 6]!) +
        t3 * (line[x + 1]! + line[x + 7]!) +
        t4 * (line[x]! + line[x + 8]!);
    }
  }
  return result;
}

/** One half of the bell curve, from its middle outwards; with its mirror image it sums to 1. */
function gaussian(): number[] {
  const taps = Array.from({ length: RADIUS + 1 }, (_, x) => Math.exp(-(x * x) / (2 * SIGMA * SIGMA)));
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
