import { type Plane, sizeOf } from '@havc/core';

/** Side of a cell, pixels: colours are compared at half the size, as 4:2:0 stores them. */
export const CELL = 2;

/** Means of squares of 2x2 pixels, 0..255; an odd last row or column is left out. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly data: Float32Array;
}

/** Number of cells of a picture. */
export function cellGrid(width: number, height: number): { readonly columns: number; readonly rows: number } {
  return { columns: Math.floor(width / CELL), rows: Math.floor(height / CELL) };
}

/**
 * The mean luma of each cell.
 *
 * @param luma - any strides.
 */
export function lumaCells(luma: Plane): Cells {
  const { width, height } = sizeOf(luma);
  const { columns, rows } = cellGrid(width, height);
  const [rowStep, step] = luma.stride as [number, number];
  const { data } = luma;
  const means = new Float32Array(columns * rows);
  for (let row = 0, o = 0; row < rows; row++) {
    let i = luma.offset + CELL * row * rowStep;
    for (let column = 0; column < columns; column++, o++, i += CELL * step) {
      means[o] = (data[i]! + data[i + step]! + data[i + rowStep]! + data[i + rowStep + step]!) / 4;
    }
  }
  return { columns, rows, data: means };
}
