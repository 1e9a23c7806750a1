import { type Plane, planeOutput, type RgbImage, rgbToYuv } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { textureRows } from './texture-rows.ts';

/** How many codes bounds around the first picture's chroma cut off the second's: the larger of U's and V's, 0..255. */
export function chromaCut(first: RgbImage, second: RgbImage, bounds: ChromaBounds, out?: Plane): Plane {
  const result = planeOutput(out, first, Uint8Array);
  const [height, width] = result.shape as [number, number];
  const own = rgbToYuv(first).data;
  const other = rgbToYuv(second).data;
  const texture = bounds.isTextured ? textureRows(first) : undefined;
  const degrees = new Int32Array(width);
  for (let row = 0, n = 0; row < height; row++) {
    texture?.read(row, degrees);
    let o = result.offset + row * result.stride[0]!;
    for (let column = 0; column < width; column++, n += 3, o += result.stride[1]!) {
      const U = beyond(other[n + 1]!, bounds.limits[degrees[column]! | own[n + 1]!]!);
      const V = beyond(other[n + 2]!, bounds.limits[degrees[column]! | own[n + 2]!]!);
      result.data[o] = Math.max(U, V);
    }
  }
  return result;
}

function beyond(code: number, limits: number): number {
  return Math.max(0, (limits & 0xff) - code, code - (limits >> 8));
}
