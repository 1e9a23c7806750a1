import { ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';

/** For each channel, what its 256 codes stand for before a correction, in codes but with fractions. */
export type FloatTables = readonly [Float32Array, Float32Array, Float32Array];

/** Each code for itself. */
export function identityTables(): FloatTables {
  const table = Float32Array.from({ length: 256 }, (_, code) => code);
  return [table, table, table];
}

/** The tables rounded to bytes. */
export function roundedTables(tables: FloatTables): [Uint8Array, Uint8Array, Uint8Array] {
  const [red, green, blue] = tables.map((table) => Uint8Array.from(table, (value) => roundedCode(value)));
  return [red!, green!, blue!];
}

function roundedCode(value: number): number {
  return Math.floor(Math.min(255, Math.max(0, value)) + 0.5);
}

/**
 * A picture sent through `tables`, plus a share of what a filter changed on the rounded picture: rounded once.
 *
 * result = table[code] + weight · (filtered − rounded table[code]). So a filter that needs bytes for its histograms can
 * follow a gain without that the bytes between the two are ever the result.
 *
 * @param image - R'G'B', checked by the caller.
 * @param filtered - what the filter made of `image` sent through the rounded tables; same shape.
 * @param weight - 0..1.
 * @param out - same shape; a new image when absent. May be `image` or `filtered` itself.
 */
export function addCorrection(
  image: RgbImage,
  tables: FloatTables,
  filtered: RgbImage,
  weight: number,
  out?: RgbImage,
): RgbImage {
  ensureSameShape(filtered, image, ['the filtered picture', 'image']);
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [otherRowStep, otherStep, otherSampleStep] = filtered.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const from = image.data;
  const other = filtered.data;
  const to = result.data;
  const shares = Float32Array.from({ length: 256 }, (_, code) => weight * code);
  // What a code gives beside the filter's share, with the half that rounds.
  const bases = tables.map((table) => table.map((value) => value - weight * roundedCode(value) + 0.5));
  const [red, green, blue] = bases as [Float32Array, Float32Array, Float32Array];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let j = filtered.offset + row * otherRowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
      const R = red[from[i]!]! + shares[other[j]!]!;
      const G = green[from[i + sampleStep]!]! + shares[other[j + otherSampleStep]!]!;
      const B = blue[from[i + 2 * sampleStep]!]! + shares[other[j + 2 * otherSampleStep]!]!;
      to[o] = Math.min(255, Math.max(0, R));
      to[o + toSampleStep] = Math.min(255, Math.max(0, G));
      to[o + 2 * toSampleStep] = Math.min(255, Math.max(0, B));
    }
  }
  return result;
}
