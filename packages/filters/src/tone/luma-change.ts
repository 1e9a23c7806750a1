import { type Plane, type RgbImage, rgbOutput } from '@havc/core';
import type { FloatTables } from './correction.ts';

/** How many bits the sums below have after the point. */
const SHIFT = 12;

/**
 * A picture that went through tables, with a share of a change of luma added to R', G' and B' alike, rounded once.
 *
 * result = table[code] + weight · (after − before). It keeps the differences between the three, which are its colour,
 * to the last digit; a way over 8-bit YUV rounds them, and clips the V of strong reds.
 *
 * @param image - R'G'B', checked by the caller.
 * @param before - luma codes without gaps, one a pixel.
 * @param after - as many.
 * @param weight - 0..1.
 * @param out - same shape; a new image when absent. May be `image` itself.
 */
export function addLumaChange(
  image: RgbImage,
  tables: FloatTables,
  before: Plane,
  after: Plane,
  weight: number,
  out?: RgbImage,
): RgbImage {
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [b, toB] = [2 * g, 2 * toG];
  const from = image.data;
  // Clips on storing.
  const to = new Uint8ClampedArray(result.data.buffer, result.data.byteOffset, result.data.length);
  const [red, green, blue] = tables.map((table) => fixed(table, 0.5)) as [Int32Array, Int32Array, Int32Array];
  const changes = fixed(
    Float32Array.from({ length: 511 }, (_, n) => weight * (n - 255)),
    0,
  );
  const [old, next] = [before.data, after.data];
  let n = 0;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n++, i += step, o += toStep) {
      const change = changes[next[n]! - old[n]! + 255]!;
      to[o] = (red[from[i]!]! + change) >> SHIFT;
      to[o + toG] = (green[from[i + g]!]! + change) >> SHIFT;
      to[o + toB] = (blue[from[i + b]!]! + change) >> SHIFT;
    }
  }
  return result;
}

function fixed(values: Float32Array, extra: number): Int32Array {
  return Int32Array.from(values, (value) => Math.round((value + extra) * (1 << SHIFT)));
}
