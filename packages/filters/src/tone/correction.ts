import { ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { toneKernels } from './kernels.ts';
import type { CodeTables } from './map-codes.ts';

/** For each channel, what its 256 codes become, in codes but with fractions. */
export type FloatTables = readonly [Float32Array, Float32Array, Float32Array];

/** Each code for itself. */
export function identityTables(): FloatTables {
  const table = new Float32Array(256);
  for (let code = 0; code < 256; code++) table[code] = code;
  return [table, table, table];
}

/** The tables clipped to 0..255 and rounded half up. */
export function roundedTables([red, green, blue]: FloatTables): CodeTables {
  const rounded = (table: Float32Array) => {
    const codes = new Uint8Array(256);
    for (let code = 0; code < 256; code++) codes[code] = Math.min(255, Math.max(0, table[code]!)) + 0.5;
    return codes;
  };
  const first = rounded(red);
  return [first, green === red ? first : rounded(green), blue === red ? first : rounded(blue)];
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
  const { kernels, memory } = toneKernels();
  const address = kernels.TABLES.value;
  const places = placesOf(tables);
  for (const n of [0, 1, 2] as const) {
    if (n > 0 && places[n] === 0) continue;
    const bases = new Float64Array(memory.buffer, address + 3 * MIX_TABLE, 256);
    for (let code = 0; code < 256; code++) bases[code] = tables[n][code]! - weight * bytes[n][code]! + 0.5;
    kernels.makeMixTable(bases.byteOffset, weight, address + places[n]);
  }
  return mixRuns(image, filtered, places, out);
}

/** Bytes of a table with the result for each pair of a code and a filtered code. */
const MIX_TABLE = 65_536;

/** Where such tables lie, from the first one on: alike ones at the same place. */
function placesOf([red, green, blue]: readonly [unknown, unknown, unknown]): readonly [number, number, number] {
  return [0, green === red ? 0 : MIX_TABLE, blue === red ? 0 : 2 * MIX_TABLE];
}

function mixRuns(
  image: RgbImage,
  filtered: RgbImage,
  [, green, blue]: readonly [number, number, number],
  out?: RgbImage,
): RgbImage {
  ensureSameShape(filtered, image, ['the filtered picture', 'image']);
  const result = rgbOutput(out, image);
  const { kernels, memory } = toneKernels();
  const own = new PixelRun(image, memory, 0);
  const other = new PixelRun(filtered, memory, 1);
  const to = new PixelRun(result, memory, 0);
  const pairs = runAddress(2);
  overRuns([own, other], to, image, (pixels) =>
    kernels.mixByTables(own.address, other.address, pixels, green, blue, pairs),
  );
  return result;
}
