import { ensureRgbImage, HavcError, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { toneKernels } from './kernels.ts';

/**
 * The picture with its luma sent through a table and its colours kept: Y of OpenCV's 8-bit YUV becomes `table[Y]`.
 *
 * @param image - R'G'B', full range, any strides.
 * @param table - 256 bytes.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for a
 * table that hasn't 256 codes.
 */
export function mapLuma(image: RgbImage, table: Uint8Array, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  if (table.length !== 256) {
    throw new HavcError('OPTION_INVALID', `table must have 256 codes, got ${table.length}.`);
  }
  const result = rgbOutput(out, image);
  const { kernels, memory } = toneKernels();
  memory.set(table, kernels.TABLES.value);
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  const luma = runAddress(2);
  overRuns([from], to, image, (pixels) => {
    kernels.rgbToY(from.address, luma, pixels);
    kernels.mapBytes(luma, pixels);
    kernels.replaceY(from.address, luma, to.address, pixels);
  });
  return result;
}
