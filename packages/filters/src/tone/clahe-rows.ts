import { HavcError, PixelRun, runAddress } from '@havc/core';
import type { NdArray } from 'ndarray';
import { type ClaheTables, claheTables, rowsAtOnce } from './clahe-tables.ts';
import { toneKernels } from './kernels.ts';

/** How wide a picture may be: kernels hold whole rows. */
const ROW_PIXELS = 65_536;
/** The place for a row of pixels while CLAHE goes over a plane, whose rows lie before and behind it. */
export const PIXELS_PLACE = 11;
/** The places for rows that come out: of a plane, */
export const PLANE_RESULT_PLACE = 45;
/** and of a picture. They go in at place 0. */
export const PIXELS_RESULT_PLACE = 33;

/** What CLAHE does. */
interface ClaheSettings {
  readonly clipLimit: number;
  readonly gridSize: number;
  /** For a plane, to which codes the result is held; default 0 and 255. */
  readonly limits?: { readonly black: number; readonly white: number };
}

/**
 * CLAHE on a plane, or on each channel of a picture, some rows at a time in the memory of the kernels.
 *
 * @param image - bytes of [height, width] or [height, width, 3]. Rows may be overwritten as soon as they were taken.
 * @param take - is given the number of the first row, how many rows they are, and the addresses of the rows as they were
 * and as they become.
 * @throws HavcError `SHAPE_INVALID` for more than 65 536 columns.
 */
export function claheRows(
  image: NdArray<Uint8Array>,
  { clipLimit, gridSize, limits = { black: 0, white: 255 } }: ClaheSettings,
  take: (row: number, rows: number, before: number, after: number) => void,
): void {
  const [height, width] = image.shape as [number, number];
  if (width > ROW_PIXELS) {
    const problem = `CLAHE takes up to ${ROW_PIXELS} columns, got ${width}: scale the picture down.`;
    throw new HavcError('SHAPE_INVALID', problem);
  }
  const { kernels, memory } = toneKernels();
  const tables = claheTables(image, clipLimit, gridSize);
  const across = neighbours(width, tables.tileWidth, gridSize);
  const down = neighbours(height, tables.tileHeight, gridSize);
  const columnBounds = boundsOf(across);
  const rowBounds = boundsOf(down);
  const places = placesOf(tables);
  new Int32Array(memory.buffer, places.bounds, columnBounds.length).set(columnBounds);
  const ofTables = [places.bounds, columnBounds.length - 1, places.interleaved, 1 / tables.tileWidth] as const;
  const isPlane = tables.channels === 1;
  const run = new PixelRun(image, memory, 0);
  const to = runAddress(isPlane ? PLANE_RESULT_PLACE : PIXELS_RESULT_PLACE);
  for (const [n, start] of rowBounds.slice(0, -1).entries()) {
    interleaveTables(tables, down.first[start]!, down.second[start]!, columnBounds, across);
    const end = rowBounds[n + 1]!;
    for (let row = start; row < end; row += rowsAtOnce(width)) {
      const rows = Math.min(rowsAtOnce(width), end - row);
      setWeights(down, row, rows);
      run.read(row * width, rows * width);
      const ofRows = [run.address, to, rows, width, kernels.WEIGHTS.value] as const;
      if (isPlane) kernels.interpolatePlane(...ofRows, ...ofTables, limits.black, limits.white);
      else kernels.interpolatePixels(...ofRows, ...ofTables);
      take(row, rows, run.address, to);
    }
  }
}

function setWeights({ firstWeight, secondWeight }: Neighbours, row: number, rows: number): void {
  const { kernels, memory } = toneKernels();
  const weights = new Float32Array(memory.buffer, kernels.WEIGHTS.value, 2 * rows);
  for (let n = 0; n < rows; n++) {
    weights[2 * n] = firstWeight[row + n]!;
    weights[2 * n + 1] = secondWeight[row + n]!;
  }
}

/** Where the kernels find what they need for a row. */
function placesOf({ gridSize, channels }: ClaheTables) {
  const interleaved = toneKernels().kernels.TABLES.value;
  const upper = interleaved + (gridSize + 1) * channels * 1024;
  const lower = upper + gridSize * channels * 256;
  return { interleaved, upper, lower, bounds: lower + gridSize * channels * 256 };
}

/** Interleaves, for each segment between two bounds, the tables of the four tiles around it. */
function interleaveTables(
  tables: ClaheTables,
  upperRow: number,
  lowerRow: number,
  bounds: readonly number[],
  { first, second }: Neighbours,
): void {
  const { kernels, memory } = toneKernels();
  const { codes, channels } = tables;
  const { interleaved, upper, lower } = placesOf(tables);
  const perRow = lower - upper;
  memory.set(codes.subarray(upperRow * perRow, (upperRow + 1) * perRow), upper);
  memory.set(codes.subarray(lowerRow * perRow, (lowerRow + 1) * perRow), lower);
  let to = interleaved;
  for (const start of bounds.slice(0, -1)) {
    for (let channel = 0; channel < channels; channel++, to += 1024) {
      const left = (first[start]! * channels + channel) << 8;
      const right = (second[start]! * channels + channel) << 8;
      kernels.interleaveTables(upper + left, upper + right, lower + left, lower + right, to);
    }
  }
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
function boundsOf({ first, second }: Neighbours): number[] {
  const bounds = [0];
  for (let n = 1; n < first.length; n++) {
    if (first[n] !== first[n - 1] || second[n] !== second[n - 1]) bounds.push(n);
  }
  bounds.push(first.length);
  return bounds;
}
