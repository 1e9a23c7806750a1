import { ensureApart, ensureSamplePlane, PixelRun, type Plane, planeOutput, runAddress } from '@havc/core';
import { sceneKernels } from './kernels.ts';

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
  const { kernels, memory } = sceneKernels();
  const tables = kernels.TABLES.value;
  for (let code = 0; code < 256; code++) memory[tables + code] = Math.round(Math.sqrt(code / 255) * 255);
  new Float64Array(memory.buffer, tables + 256, RADIUS + 1).set(gaussian());
  for (let left = 0; left < plane.shape[1]!; left += STRIPE) findInStripe(plane, result, left);
  return result;
}

/** Columns that are taken at once, for which a run of the kernels' memory has room as floats. */
const STRIPE = 1536;
/** Columns that are needed beside them, for the blur and for the gradient of what is blurred. */
const BESIDE = RADIUS + 1;
/** Rows that the blur needs. */
const ROWS = 2 * RADIUS + 1;

/** The edges in some columns from number `left` on. */
function findInStripe(plane: Plane, result: Plane, left: number): void {
  const { kernels, memory } = sceneKernels();
  const [height, width] = plane.shape as [number, number];
  const columns = Math.min(STRIPE, width - left);
  const [from, to] = [Math.max(0, left - BESIDE), Math.min(width, left + columns + BESIDE)];
  // The last rows, as they are and brightened, and the last blurred ones.
  const sample = (row: number) => runAddress(row % ROWS);
  const bright = (row: number) => runAddress(ROWS + (row % ROWS));
  const blurred = (row: number) => runAddress(2 * ROWS + (row % 3));
  const source = new PixelRun(plane, memory, 2 * ROWS + 3);
  const edges = new PixelRun(result, memory, 2 * ROWS + 4);
  const readRow = (row: number) => {
    source.read(row * width + from, to - from);
    const start = sample(row);
    memory.copyWithin(start + from - left + BESIDE, source.address, source.address + to - from);
    for (let column = left - BESIDE; column < left + columns + BESIDE; column++) {
      if (column >= from && column < to) continue;
      memory[start + column - left + BESIDE] = memory[source.address + mirror(column, width) - from]!;
    }
    memory.copyWithin(bright(row), start, start + columns + 2 * BESIDE);
    kernels.mapBytes(bright(row), columns + 2 * BESIDE);
  };
  let read = 0;
  const blurRow = (row: number) => {
    while (read < Math.min(height, row + RADIUS + 1)) readRow(read++);
    const at = (distance: number) => bright(mirror(row + distance, height));
    kernels.blurRow(at(-4), at(-3), at(-2), at(-1), at(0), at(1), at(2), at(3), at(4), blurred(row), columns);
  };
  blurRow(0);
  for (let row = 0; row < height; row++) {
    if (row + 1 < height) blurRow(row + 1);
    const [above, below] = [mirror(row - 1, height), mirror(row + 1, height)];
    kernels.findEdges(
      ...([sample(above), sample(row), sample(below)] as const),
      ...([blurred(above), blurred(row), blurred(below)] as const),
      ...([edges.address, columns] as const),
    );
    edges.write(row * width + left, columns);
  }
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
