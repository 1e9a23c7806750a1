import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';

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
  const gray = luma.data;
  const from = color.data;
  const to = result.data;
  const [grayRowStep, grayStep, grayG, grayB] = steps(luma);
  const [rowStep, step, g, b] = steps(color);
  const [toRowStep, toStep, toG, toB] = steps(result);
  for (let row = 0; row < height; row++) {
    let n = luma.offset + row * grayRowStep;
    let i = color.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n += grayStep, i += step, o += toStep) {
      const Y = (4899 * gray[n]! + 9617 * gray[n + grayG]! + 1868 * gray[n + grayB]! + HALF) >> SHIFT;
      const red = from[i]!;
      const blue = from[i + b]!;
      const own = (4899 * red + 9617 * from[i + g]! + 1868 * blue + HALF) >> SHIFT;
      // U of a real colour stays inside 16..240; V runs over both ends and is clipped, as in the two-step way.
      const U = ((8061 * (blue - own) + NEUTRAL + HALF) >> SHIFT) - 128;
      let V = ((14369 * (red - own) + NEUTRAL + HALF) >> SHIFT) - 128;
      V = Math.min(127, Math.max(-128, V));
      const R = Y + ((18678 * V + HALF) >> SHIFT);
      const G = Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT);
      const B = Y + ((33292 * U + HALF) >> SHIFT);
      to[o] = Math.min(255, Math.max(0, R));
      to[o + toG] = Math.min(255, Math.max(0, G));
      to[o + toB] = Math.min(255, Math.max(0, B));
    }
  }
  return result;
}

function steps(image: RgbImage): [row: number, pixel: number, second: number, third: number] {
  const [row, pixel, channel] = image.stride as [number, number, number];
  return [row, pixel, channel, 2 * channel];
}
