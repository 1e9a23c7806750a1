import { ensureSamplePlane, type Plane, planeOutput } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { type ClaheTables, claheTables } from './clahe-tables.ts';

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

/** 2^23: a 32-bit float has no fraction from here on, so that adding it rounds, half to even; as a byte it is 0. */
const ROUNDER = 8_388_608;

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
  const { clipLimit, gridSize } = claheOptions(options);
  const result = planeOutput(out, plane, Uint8Array);
  const tables = claheTables(plane, clipLimit, gridSize);
  const [height, width] = plane.shape as [number, number];
  const across = neighbours(width, tables.tileWidth, gridSize);
  const down = neighbours(height, tables.tileHeight, gridSize);
  for (let row = 0; row < height; row++) interpolateRow(plane, result, row, tables, across, down);
  return result;
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

function interpolateRow(
  plane: Plane,
  result: Plane,
  row: number,
  { codes, gridSize }: ClaheTables,
  across: Neighbours,
  down: Neighbours,
): void {
  const from = plane.data;
  const to = result.data;
  const width = plane.shape[1]!;
  const step = plane.stride[1]!;
  const toStep = result.stride[1]!;
  const { first, second, firstWeight, secondWeight } = across;
  const upper = down.first[row]! * gridSize * 256;
  const lower = down.second[row]! * gridSize * 256;
  const upperWeight = down.firstWeight[row]!;
  const lowerWeight = down.secondWeight[row]!;
  let i = plane.offset + row * plane.stride[0]!;
  let o = result.offset + row * result.stride[0]!;
  for (let column = 0; column < width; column++, i += step, o += toStep) {
    const code = from[i]!;
    const left = (first[column]! << 8) + code;
    const right = (second[column]! << 8) + code;
    const a = firstWeight[column]!;
    const b = secondWeight[column]!;
    // Each step is rounded to 32 bits, as in OpenCV, so that ties fall the same way.
    const above = Math.fround(Math.fround(codes[upper + left]! * a) + Math.fround(codes[upper + right]! * b));
    const below = Math.fround(Math.fround(codes[lower + left]! * a) + Math.fround(codes[lower + right]! * b));
    const sum = Math.fround(Math.fround(above * upperWeight) + Math.fround(below * lowerWeight));
    to[o] = Math.fround(sum + ROUNDER);
  }
}
