import { ensureRgbImage, HavcError, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { toneKernels } from './kernels.ts';

/** A new code for each of the 256 codes of R', of G' and of B'. */
export type CodeTables = readonly [Uint8Array, Uint8Array, Uint8Array];

/**
 * The picture with each channel sent through a table of its own: levels, gains, curves.
 *
 * @param image - R'G'B', full range, any strides.
 * @param tables - of 256 bytes each, for R', G' and B'. Pass the same one three times to treat them alike.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a
 * table that hasn't 256 codes.
 */
export function mapCodes(image: RgbImage, tables: CodeTables, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  for (const [n, table] of tables.entries()) {
    if (table.length === 256) continue;
    throw new HavcError('OPTION_INVALID', `tables[${n}] must have 256 codes, got ${table.length}.`);
  }
  const result = rgbOutput(out, image);
  const { kernels, memory } = toneKernels();
  for (const [n, table] of tables.entries()) memory.set(table, kernels.TABLES.value + 256 * n);
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 0);
  overRuns([from], to, image, (pixels) => kernels.mapCodes(to.address, pixels));
  return result;
}

/** A table of 256 bytes: `value(code)`, clipped to 0..255 and rounded half up. */
export function codeTable(value: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => Math.floor(Math.min(255, Math.max(0, value(code))) + 0.5));
}
