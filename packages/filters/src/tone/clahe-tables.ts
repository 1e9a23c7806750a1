import type { Plane } from '@havc/core';
import { roundHalfEven } from './round-half-even.ts';

/** What CLAHE knows of a plane: a table of codes for each tile of the grid. */
export interface ClaheTables {
  /** 256 codes a tile, row by row of the grid, as floats for the interpolation. */
  readonly codes: Float32Array;
  readonly gridSize: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/**
 * The clipped and equalised table of each tile.
 *
 * A plane that the grid doesn't divide is continued on the right and below by mirroring, as OpenCV does: up to the next
 * multiple, and by a whole grid in the direction that would have fitted. Each histogram is cut at
 * max(1, ⌊limit · tile / 256⌋), the excess is spread evenly, and what is left of it is given to every n-th code.
 *
 * @param plane - bytes, checked by the caller.
 * @param clipLimit - 0 cuts nothing off.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/clahe.cpp; K. Zuiderveld, Contrast Limited Adaptive Histogram Equalization,
 * Graphics Gems IV (1994).
 */
export function claheTables(plane: Plane, clipLimit: number, gridSize: number): ClaheTables {
  const [height, width] = plane.shape as [number, number];
  const fits = width % gridSize === 0 && height % gridSize === 0;
  const tileWidth = fits ? width / gridSize : Math.floor(width / gridSize) + 1;
  const tileHeight = fits ? height / gridSize : Math.floor(height / gridSize) + 1;
  const area = tileWidth * tileHeight;
  const limit = clipLimit > 0 ? Math.max(1, Math.trunc((clipLimit * area) / 256)) : area;
  const codes = new Float32Array(gridSize * gridSize * 256);
  const histogram = new Int32Array(256);
  for (let tile = 0; tile < gridSize * gridSize; tile++) {
    const top = Math.floor(tile / gridSize) * tileHeight;
    const left = (tile % gridSize) * tileWidth;
    histogram.fill(0);
    count(plane, histogram, top, left, tileHeight, tileWidth);
    if (limit < area) clip(histogram, limit);
    const scale = Math.fround(255 / area);
    let sum = 0;
    for (let code = 0; code < 256; code++) {
      sum += histogram[code]!;
      codes[tile * 256 + code] = Math.min(255, roundHalfEven(Math.fround(Math.fround(sum) * scale)));
    }
  }
  return { codes, gridSize, tileWidth, tileHeight };
}

function count(plane: Plane, histogram: Int32Array, top: number, left: number, rows: number, columns: number): void {
  const { data } = plane;
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  const inside = Math.max(0, Math.min(columns, width - left));
  for (let y = top; y < top + rows; y++) {
    const at = plane.offset + mirrored(y, height) * rowStep;
    let i = at + left * step;
    for (let x = 0; x < inside; x++, i += step) {
      const code = data[i]!;
      histogram[code] = histogram[code]! + 1;
    }
    for (let x = left + inside; x < left + columns; x++) {
      const code = data[at + mirrored(x, width) * step]!;
      histogram[code] = histogram[code]! + 1;
    }
  }
}

/** Position inside 0..length−1 when a line is continued by mirroring at its last sample, which isn't repeated. */
function mirrored(position: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inPeriod = position % period;
  return inPeriod < length ? inPeriod : period - inPeriod;
}

/** Cuts the counts at `limit` and spreads the excess over all codes. */
function clip(histogram: Int32Array, limit: number): void {
  let excess = 0;
  for (let code = 0; code < 256; code++) {
    const over = histogram[code]! - limit;
    if (over <= 0) continue;
    excess += over;
    histogram[code] = limit;
  }
  const share = excess >> 8;
  for (let code = 0; code < 256; code++) histogram[code] = histogram[code]! + share;
  let left = excess - share * 256;
  if (left === 0) return;
  const step = Math.max(1, Math.trunc(256 / left));
  for (let code = 0; code < 256 && left > 0; code += step, left--) histogram[code] = histogram[code]! + 1;
}
