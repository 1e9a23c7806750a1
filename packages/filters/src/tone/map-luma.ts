import { ensureRgbImage, HavcError, type RgbImage, rgbOutput } from '@havc/core';
import { chromaOffsets } from './chroma-offsets.ts';

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
  const from = image.data;
  // Clips on storing.
  const to = new Uint8ClampedArray(result.data.buffer, result.data.byteOffset, result.data.length);
  const { red, blue, greenByRed, greenByBlue } = chromaOffsets();
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [b, toB] = [2 * g, 2 * toG];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const B = from[i + b]!;
      const own = (4899 * R + 9617 * from[i + g]! + 1868 * B + 8192) >> 14;
      const Y = table[own]!;
      const byRed = R - own + 255;
      const byBlue = B - own + 255;
      to[o] = Y + red[byRed]!;
      to[o + toG] = Y + ((greenByRed[byRed]! + greenByBlue[byBlue]!) >> 14);
      to[o + toB] = Y + blue[byBlue]!;
    }
  }
  return result;
}
