import { PixelRun } from '@havc/core';
import type { NdArray } from 'ndarray';
import { toneKernels } from './kernels.ts';

/** What CLAHE knows of a plane or a picture: a table of codes for each tile of the grid and each channel. */
export interface ClaheTables {
  /** For each row of the grid, for each of its tiles, for each channel 256 codes. */
  readonly codes: Uint8Array;
  readonly gridSize: number;
  readonly channels: 1 | 3;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/**
 * The clipped and equalised tables of each tile.
 *
 * A plane that the grid doesn't divide is continued on the right and below by mirroring, as OpenCV does: up to the next
 * multiple, and by a whole grid in the direction that would have fitted. Each histogram is cut at
 * max(1, ⌊limit · tile / 256⌋), the excess is spread evenly, and what is left of it is given to every n-th code.
 *
 * @param image - bytes of [height, width] or [height, width, 3], up to `ROW_PIXELS` wide, checked by the caller.
 * @param clipLimit - 0 cuts nothing off.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/clahe.cpp; K. Zuiderveld, Contrast Limited Adaptive Histogram Equalization,
 * Graphics Gems IV (1994).
 */
export function claheTables(image: NdArray<Uint8Array>, clipLimit: number, gridSize: number): ClaheTables {
  const [height, width] = image.shape as [number, number];
  const channels = image.shape.length === 3 ? 3 : 1;
  const fits = width % gridSize === 0 && height % gridSize === 0;
  const tileWidth = fits ? width / gridSize : Math.floor(width / gridSize) + 1;
  const tileHeight = fits ? height / gridSize : Math.floor(height / gridSize) + 1;
  const area = tileWidth * tileHeight;
  const limit = clipLimit > 0 ? Math.max(1, Math.trunc((clipLimit * area) / 256)) : area;

  const { kernels, memory } = toneKernels();
  const run = new PixelRun(image, memory, 0);
  const tables = kernels.TABLES.value;
  const counts = tables + 64 * 256 * 3;
  const perRow = gridSize * channels * 256;
  const codes = new Uint8Array(gridSize * perRow);
  memory.fill(0, counts, counts + gridSize * (channels === 1 ? 4096 : 6144));
  for (let tileRow = 0; tileRow < gridSize; tileRow++) {
    const bottom = (tileRow + 1) * tileHeight;
    for (let y = tileRow * tileHeight; y < bottom; ) {
      const rows = y < height ? Math.min(rowsAtOnce(width), bottom - y, height - y) : 1;
      run.read(mirrored(y, height) * width, rows * width);
      kernels.countTiles(run.address, rows, width, gridSize, tileWidth, channels, counts);
      y += rows;
    }
    kernels.makeTables(counts, gridSize, channels, limit, 255 / area, tables);
    codes.set(memory.subarray(tables, tables + perRow), tileRow * perRow);
  }
  return { codes, gridSize, channels, tileWidth, tileHeight };
}

/** How many rows are copied to the kernels at once: few enough to stay in a near cache. */
export function rowsAtOnce(width: number): number {
  return Math.max(1, Math.floor(8192 / width));
}

/** Position inside 0..length−1 when a line is continued by mirroring at its last sample, which isn't repeated. */
function mirrored(position: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inPeriod = position % period;
  return inPeriod < length ? inPeriod : period - inPeriod;
}
