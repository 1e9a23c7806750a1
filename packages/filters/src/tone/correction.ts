import { ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import type { CodeTables } from './map-codes.ts';

/** For each channel, what its 256 codes become, in codes but with fractions. */
export type FloatTables = readonly [Float32Array, Float32Array, Float32Array];

/** Each code for itself. */
export function identityTables(): FloatTables {
  const table = Float32Array.from({ length: 256 }, (_, code) => code);
  return [table, table, table];
}

/** The tables clipped to 0..255 and rounded half up. */
export function roundedTables(tables: FloatTables): CodeTables {
  const rounded = (table: Float32Array) =>
    Uint8Array.from(table, (value) => Math.floor(Math.min(255, Math.max(0, value)) + 0.5));
  return [rounded(tables[0]), rounded(tables[1]), rounded(tables[2])];
}

/**
 * A share of what a filter changed, added to a picture that went through tables, and rounded once.
 *
 * result = table[code] + weight · (filtered − byte[code]), where the filter saw the picture as bytes. So a filter that
 * needs bytes for its histograms can follow a gain without that the bytes between the two are ever the result.
 *
 * @param image - R'G'B', checked by the caller.
 * @param tables - what its codes become without the filter.
 * @param bytes - what they were when the filter saw them.
 * @param filtered - what the filter made of them; same shape.
 * @param weight - 0..1.
 * @param out - same shape; a new image when absent. May be `image` or `filtered` itself.
 */
export function addCorrection(
  image: RgbImage,
  tables: FloatTables,
  bytes: CodeTables,
  filtered: RgbImage,
  weight: number,
  out?: RgbImage,
): RgbImage {
  const mixed = (n: 0 | 1 | 2) =>
    n > 0 && tables[n] === tables[0] && bytes[n] === bytes[0] ? red : mixTable(tables[n], bytes[n], weight);
  const red: Uint8Array = mixTable(tables[0], bytes[0], weight);
  return mixByTables(image, filtered, [red, mixed(1), mixed(2)], out);
}

/** The result for each pair of a code (times 256) and a filtered code. */
function mixTable(table: Float32Array, bytes: Uint8Array, weight: number): Uint8Array {
  const mixed = new Uint8Array(65_536);
  for (let code = 0; code < 256; code++) {
    const base = table[code]! - weight * bytes[code]! + 0.5;
    const start = code << 8;
    for (let n = 0; n < 256; n++) mixed[start + n] = Math.min(255, Math.max(0, base + weight * n));
  }
  return mixed;
}

/**
 * Two pictures mixed by a table for each channel, which has the result for each pair of bytes at (code << 8) | other.
 *
 * @param image - R'G'B', checked by the caller.
 * @param filtered - same shape.
 * @param out - same shape; a new image when absent. May be `image` or `filtered` itself.
 */
export function mixByTables(
  image: RgbImage,
  filtered: RgbImage,
  [red, green, blue]: readonly [Uint8Array, Uint8Array, Uint8Array],
  out?: RgbImage,
): RgbImage {
  ensureSameShape(filtered, image, ['the filtered picture', 'image']);
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [otherRowStep, otherStep, otherG] = filtered.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [b, otherB, toB] = [2 * g, 2 * otherG, 2 * toG];
  const from = image.data;
  const other = filtered.data;
  const to = result.data;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let j = filtered.offset + row * otherRowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
      to[o] = red[(from[i]! << 8) | other[j]!]!;
      to[o + toG] = green[(from[i + g]! << 8) | other[j + otherG]!]!;
      to[o + toB] = blue[(from[i + b]! << 8) | other[j + otherB]!]!;
    }
  }
  return result;
}
