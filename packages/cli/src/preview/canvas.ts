import { type RgbImage, sizeOf, toContiguous } from '@havc/core';
import type { TextMask } from './text-painter.ts';

/** R'G'B', 0..255 each. */
export type Ink = readonly [red: number, green: number, blue: number];

/** A picture that is being put together. What lies beyond its edges is left out. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Interleaved R'G'B', row by row. */
  readonly data: Uint8Array;
  /** Lays a picture on it, its upper left corner at x, y; whole numbers from 0. */
  place(image: RgbImage, x: number, y: number): void;
  /** Writes a text on it. */
  write(mask: TextMask, x: number, y: number, ink: Ink): void;
  /** Fills a rectangle. */
  fill(x: number, y: number, width: number, height: number, ink: Ink): void;
}

/** A canvas of one colour. */
export function createCanvas(width: number, height: number, paper: Ink): Canvas {
  const data = new Uint8Array(width * height * 3);
  const canvas: Canvas = {
    width,
    height,
    data,
    place(image, x, y) {
      const size = sizeOf(image);
      const samples = toContiguous(image);
      const columns = Math.min(size.width, width - x) * 3;
      if (columns <= 0) return;
      for (let row = 0; row < Math.min(size.height, height - y); row++) {
        const from = row * size.width * 3;
        data.set(samples.subarray(from, from + columns), ((y + row) * width + x) * 3);
      }
    },
    write(mask, x, y, [red, green, blue]) {
      const columns = Math.min(mask.width, width - x);
      for (let row = 0; row < Math.min(mask.height, height - y); row++) {
        for (let column = 0; column < columns; column++) {
          const share = mask.data[row * mask.width + column]! / 255;
          if (share === 0) continue;
          const to = ((y + row) * width + x + column) * 3;
          data[to] = Math.round(data[to]! + (red - data[to]!) * share);
          data[to + 1] = Math.round(data[to + 1]! + (green - data[to + 1]!) * share);
          data[to + 2] = Math.round(data[to + 2]! + (blue - data[to + 2]!) * share);
        }
      }
    },
    fill(x, y, columns, rows, [red, green, blue]) {
      for (let row = y; row < Math.min(y + rows, height); row++) {
        for (let column = x; column < Math.min(x + columns, width); column++) {
          const to = (row * width + column) * 3;
          data[to] = red;
          data[to + 1] = green;
          data[to + 2] = blue;
        }
      }
    },
  };
  canvas.fill(0, 0, width, height, paper);
  return canvas;
}
