import { type RgbImage, sizeOf } from '@havc/core';
import { CELL, cellGrid } from './luma-cells.ts';
import { BLOCK, type MotionField } from './motion-field.ts';

/** BT.601's parts of red, green and blue in luma: those of OpenCV's gray. */
export const [KR, KG, KB] = [0.299, 0.587, 0.114] as const;

/** A picture's colours without its luma: R - Y and B - Y of each pixel, in codes, one after the other. */
export interface Chroma {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * A picture's colour differences, with its own luma taken out.
 *
 * @param image - R'G'B', any strides.
 * @param out - of the same size; a new one when absent.
 */
export function chromaOf(image: RgbImage, out?: Chroma): Chroma {
  const { width, height } = sizeOf(image);
  const result = out ?? { width, height, data: new Float32Array(2 * width * height) };
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const { data } = image;
  const to = result.data;
  for (let row = 0, o = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step, o += 2) {
      const r = data[i]!;
      const g = data[i + channelStep]!;
      const b = data[i + 2 * channelStep]!;
      // Of gray exactly 0, whatever rounding does to the sum of the factors.
      to[o] = KG * (r - g) + KB * (r - b);
      to[o + 1] = KR * (b - r) + KG * (b - g);
    }
  }
  return result;
}

/**
 * The mean colour differences of each cell.
 *
 * @param out - two numbers a cell; a new array when absent.
 */
export function chromaCells({ width, height, data }: Chroma, out?: Float32Array): Float32Array {
  const { columns, rows } = cellGrid(width, height);
  const means = out ?? new Float32Array(2 * columns * rows);
  for (let row = 0, o = 0; row < rows; row++) {
    let i = 2 * CELL * row * width;
    for (let column = 0; column < columns; column++, o += 2, i += 2 * CELL) {
      const below = i + 2 * width;
      means[o] = (data[i]! + data[i + 2]! + data[below]! + data[below + 2]!) / 4;
      means[o + 1] = (data[i + 1]! + data[i + 3]! + data[below + 1]! + data[below + 3]!) / 4;
    }
  }
  return means;
}

/**
 * The mean colour differences of each covered cell where it was in this picture, between pixels interpolated linearly.
 *
 * @param chroma - of the frame before.
 * @param motion - from the frame to the one before.
 * @param covered - 1 for cells that are wanted; what `out` has for others isn't touched.
 * @param out - two numbers a cell; a new array when absent.
 */
export function movedChromaCells(
  { width, height, data }: Chroma,
  motion: MotionField,
  covered: Uint8Array,
  out?: Float32Array,
): Float32Array {
  const { columns, rows } = cellGrid(width, height);
  const means = out ?? new Float32Array(2 * columns * rows);
  const blockCells = BLOCK / CELL;
  for (let row = 0, cell = 0; row < rows; row++) {
    const blocks = Math.floor(row / blockCells) * motion.columns;
    for (let column = 0; column < columns; column++, cell++) {
      if (covered[cell] === 0) continue;
      const block = blocks + Math.floor(column / blockCells);
      const dx = motion.dx[block]!;
      const dy = motion.dy[block]!;
      const i = 2 * ((CELL * row + (dy >> 1)) * width + CELL * column + (dx >> 1));
      // Half a pixel aside, three samples count 1 : 2 : 1 instead of two that count the same.
      const [x0, x1, x2] = dx & 1 ? [1, 2, 1] : [2, 2, 0];
      const [y0, y1, y2] = dy & 1 ? [1, 2, 1] : [2, 2, 0];
      const middle = i + 2 * width;
      let red = y0 * (x0 * data[i]! + x1 * data[i + 2]!) + y1 * (x0 * data[middle]! + x1 * data[middle + 2]!);
      let blue = y0 * (x0 * data[i + 1]! + x1 * data[i + 3]!) + y1 * (x0 * data[middle + 1]! + x1 * data[middle + 3]!);
      if (x2 > 0) {
        red += x2 * (y0 * data[i + 4]! + y1 * data[middle + 4]!);
        blue += x2 * (y0 * data[i + 5]! + y1 * data[middle + 5]!);
      }
      if (y2 > 0) {
        const last = middle + 2 * width;
        red += y2 * (x0 * data[last]! + x1 * data[last + 2]! + (x2 > 0 ? x2 * data[last + 4]! : 0));
        blue += y2 * (x0 * data[last + 1]! + x1 * data[last + 3]! + (x2 > 0 ? x2 * data[last + 5]! : 0));
      }
      means[2 * cell] = red / 16;
      means[2 * cell + 1] = blue / 16;
    }
  }
  return means;
}
