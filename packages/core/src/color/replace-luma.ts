import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { readRgbRows, writeRgbRows } from '../rgb-rows.ts';

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

/**
 * The colours of one picture on the luma of another: Y of `luma`, U and V of `color`, in OpenCV's 8-bit YUV.
 *
 * The same bytes as converting both with {@link rgbToYuv}, exchanging Y and going back with {@link yuvToRgb}, in one
 * pass. Where the pair lies outside of R'G'B', the result is clipped, so its luma can differ there.
 *
 * @param luma - R'G'B', full range 0..255, any strides; only its luma counts.
 * @param color - same shape; only its U and V count.
 * @param out - same shape; a new image when absent. May be `luma` or `color` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the shapes differ.
 *
 * Source: what HAVC does after every model (8-bit YUV601); OpenCV 4.6 for the numbers, see {@link rgbToYuv}.
 */
export function replaceLuma(luma: RgbImage, color: RgbImage, out?: RgbImage): RgbImage {
  ensureRgbImage(luma, 'luma');
  ensureRgbImage(color, 'color');
  ensureSameShape(luma, color, ['luma', 'color']);
  const result = rgbOutput(out, luma);
  const [height, width] = luma.shape as [number, number];
  const grays = readRgbRows(luma);
  const colors = readRgbRows(color);
  const target = writeRgbRows(result);
  for (let row = 0; row < height; row++) {
    grays.seek(row);
    colors.seek(row);
    target.seek(row);
    replaceLumaOfRow(grays.data, grays.at, colors.data, colors.at, target.data, target.at, width);
    target.flush();
  }
  return result;
}

function replaceLumaOfRow(
  gray: Uint8Array,
  grayAt: number,
  from: Uint8Array,
  fromAt: number,
  to: Uint8Array,
  toAt: number,
  width: number,
): void {
  for (let n = grayAt, i = fromAt, o = toAt, end = grayAt + 3 * width; n < end; n += 3, i += 3, o += 3) {
    const Y = (4899 * gray[n]! + 9617 * gray[n + 1]! + 1868 * gray[n + 2]! + HALF) >> SHIFT;
    const red = from[i]!;
    const blue = from[i + 2]!;
    const own = (4899 * red + 9617 * from[i + 1]! + 1868 * blue + HALF) >> SHIFT;
    // U of a real colour stays inside 16..240; V runs over both ends and is clipped, as in the two-step way.
    const U = ((8061 * (blue - own) + NEUTRAL + HALF) >> SHIFT) - 128;
    const V = Math.min(127, Math.max(-128, ((14369 * (red - own) + NEUTRAL + HALF) >> SHIFT) - 128));
    to[o] = Math.min(255, Math.max(0, Y + ((18678 * V + HALF) >> SHIFT)));
    to[o + 1] = Math.min(255, Math.max(0, Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT)));
    to[o + 2] = Math.min(255, Math.max(0, Y + ((33292 * U + HALF) >> SHIFT)));
  }
}
