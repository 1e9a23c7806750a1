import { ensureRgbImage, HavcError, type RgbImage, rgbOutput } from '@havc/core';

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

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
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const red = from[i]!;
      const blue = from[i + 2 * g]!;
      const own = (4899 * red + 9617 * from[i + g]! + 1868 * blue + HALF) >> SHIFT;
      const Y = table[own]!;
      // U of a real colour stays inside 16..240; V runs over both ends and is clipped, as in OpenCV's two steps.
      const U = ((8061 * (blue - own) + NEUTRAL + HALF) >> SHIFT) - 128;
      const V = Math.min(127, Math.max(-128, ((14369 * (red - own) + NEUTRAL + HALF) >> SHIFT) - 128));
      to[o] = Math.min(255, Math.max(0, Y + ((18678 * V + HALF) >> SHIFT)));
      to[o + toG] = Math.min(255, Math.max(0, Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT)));
      to[o + 2 * toG] = Math.min(255, Math.max(0, Y + ((33292 * U + HALF) >> SHIFT)));
    }
  }
  return result;
}
