import { ensureRgbImage, ensureSameShape, ensureSamplePlane, type Plane, type RgbImage, rgbOutput } from '@havc/core';

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

/**
 * The colours of a picture on another luma: Y from `luma`, U and V of `image`, in OpenCV's 8-bit YUV.
 *
 * The same bytes as `rgbToYuv`, exchanging Y, and `yuvToRgb`, in one pass. Where the three lie outside of R'G'B', the
 * result is clipped.
 *
 * @param image - R'G'B', full range, any strides; only its U and V count.
 * @param luma - [height, width], Y 0..255, any strides.
 * @param out - same shape as `image`; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type.
 */
export function withLuma(image: RgbImage, luma: Plane, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureSamplePlane(luma, 'luma', ['Uint8Array']);
  const [height, width] = image.shape as [number, number];
  ensureSameShape(luma, { shape: [height, width] }, ['luma', 'the image']);
  const result = rgbOutput(out, image);
  const from = image.data;
  const to = result.data;
  const gray = luma.data;
  const [lumaRowStep, lumaStep] = luma.stride as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let n = luma.offset + row * lumaRowStep;
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n += lumaStep, i += step, o += toStep) {
      const red = from[i]!;
      const blue = from[i + 2 * g]!;
      const own = (4899 * red + 9617 * from[i + g]! + 1868 * blue + HALF) >> SHIFT;
      const Y = gray[n]!;
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
