import { ensureSamplePlane, type Plane, planeOutput } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { type ClaheTables, claheTables } from './clahe-tables.ts';
import { roundHalfEven } from './round-half-even.ts';

/** How strong and how local CLAHE is. */
export interface ClaheOptions {
  /**
   * How many times more often than on average a code may count in its tile, 0..50, default 1, which leaves a curve close
   * to identity. 2 to 4 is a visible effect; 0 doesn't limit.
   */
  readonly clipLimit?: number;
  /** Tiles across and down, 1..64, default 8. */
  readonly gridSize?: number;
}

/**
 * How near to the middle between two codes a sum is computed again in 32-bit floats: more than OpenCV's own four
 * roundings of values up to 255 can amount to.
 */
const DOUBT = 1e-4;

/**
 * A plane equalised tile by tile with a limit on contrast (CLAHE), bit for bit OpenCV's, with its bilinear change from
 * tile to tile.
 *
 * @param plane - bytes, any strides.
 * @param out - same shape; a new plane when absent. May be `plane` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `plane` or `out` isn't bytes of [height, width]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/clahe.cpp, which interpolates in 32-bit floats.
 */
export function clahePlane(plane: Plane, options: ClaheOptions = {}, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const result = planeOutput(out, plane, Uint8Array);
  claheInto([plane], [result], claheOptions(options));
  return result;
}

/** CLAHE on planes of one size, each on its own, row by row of all: interleaved ones are then read and written once. */
export function claheInto(planes: readonly Plane[], results: readonly Plane[], options: Required<ClaheOptions>): void {
  const tables = planes.map((plane) => claheTables(plane, options.clipLimit, options.gridSize));
  const { tileWidth, tileHeight, gridSize } = tables[0]!;
  const [height, width] = planes[0]!.shape as [number, number];
  const across = neighbours(width, tileWidth, gridSize);
  const down = neighbours(height, tileHeight, gridSize);
  const bounds = segments(across);
  for (let row = 0; row < height; row++) {
    for (let n = 0; n < planes.length; n++) {
      interpolateRow(planes[n]!, results[n]!, row, tables[n]!, across, down, bounds);
    }
  }
}

/** The options with their defaults, checked. */
export function claheOptions(options: ClaheOptions): Required<ClaheOptions> {
  return {
    clipLimit: ensureNumber(options.clipLimit ?? 1, 'options.clipLimit', 0, 50),
    gridSize: ensureWhole(options.gridSize ?? 8, 'options.gridSize', 1, 64),
  };
}

/** Between which two tiles each position lies, and how much of each it takes. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstWeight: Float32Array;
  readonly secondWeight: Float32Array;
}

function neighbours(length: number, tileLength: number, tiles: number): Neighbours {
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const firstWeight = new Float32Array(length);
  const secondWeight = new Float32Array(length);
  const inverse = Math.fround(1 / tileLength);
  for (let n = 0; n < length; n++) {
    const position = Math.fround(Math.fround(n * inverse) - 0.5);
    const tile = Math.floor(position);
    first[n] = Math.max(0, tile);
    second[n] = Math.min(tiles - 1, tile + 1);
    secondWeight[n] = position - tile;
    firstWeight[n] = 1 - secondWeight[n]!;
  }
  return { first, second, firstWeight, secondWeight };
}

/** Where the two tiles that positions lie between change, beginning with 0 and ending with the length. */
function segments({ first, second }: Neighbours): number[] {
  const bounds = [0];
  for (let n = 1; n < first.length; n++) {
    if (first[n] !== first[n - 1] || second[n] !== second[n - 1]) bounds.push(n);
  }
  bounds.push(first.length);
  return bounds;
}

function interpolateRow(
  plane: Plane,
  result: Plane,
  row: number,
  { codes, gridSize }: ClaheTables,
  across: Neighbours,
  down: Neighbours,
  bounds: readonly number[],
): void {
  const from = plane.data;
  const to = result.data;
  const step = plane.stride[1]!;
  const toStep = result.stride[1]!;
  const { firstWeight, secondWeight } = across;
  const upperWeight = down.firstWeight[row]!;
  const lowerWeight = down.secondWeight[row]!;
  let i = plane.offset + row * plane.stride[0]!;
  let o = result.offset + row * result.stride[0]!;
  for (let segment = 0; segment + 1 < bounds.length; segment++) {
    const start = bounds[segment]!;
    const end = bounds[segment + 1]!;
    const upper = down.first[row]! * gridSize;
    const lower = down.second[row]! * gridSize;
    const left = across.first[start]!;
    const right = across.second[start]!;
    const upperLeft = (upper + left) << 8;
    const upperRight = (upper + right) << 8;
    const lowerLeft = (lower + left) << 8;
    const lowerRight = (lower + right) << 8;
    for (let column = start; column < end; column++, i += step, o += toStep) {
      const code = from[i]!;
      const a = firstWeight[column]!;
      const b = secondWeight[column]!;
      const p = codes[upperLeft + code]!;
      const q = codes[upperRight + code]!;
      const r = codes[lowerLeft + code]!;
      const s = codes[lowerRight + code]!;
      const sum = (p * a + q * b) * upperWeight + (r * a + s * b) * lowerWeight;
      const rounded = (sum + (0.5 - DOUBT)) | 0;
      const above = (sum + (0.5 + DOUBT)) | 0;
      to[o] = rounded === above ? rounded : roundedAsOpencv(p, q, r, s, a, b, upperWeight, lowerWeight);
    }
  }
}

/** Each step rounded to 32 bits in OpenCV's order, so that ties fall the same way. */
function roundedAsOpencv(
  p: number,
  q: number,
  r: number,
  s: number,
  a: number,
  b: number,
  upperWeight: number,
  lowerWeight: number,
): number {
  const above = Math.fround(Math.fround(p * a) + Math.fround(q * b));
  const below = Math.fround(Math.fround(r * a) + Math.fround(s * b));
  return roundHalfEven(Math.fround(Math.fround(above * upperWeight) + Math.fround(below * lowerWeight)));
}
