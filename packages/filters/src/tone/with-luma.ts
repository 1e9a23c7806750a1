import { ensureRgbImage, ensureSameShape, ensureSamplePlane, type Plane, type RgbImage, rgbOutput } from '@havc/core';
import { chromaOffsets } from './chroma-offsets.ts';

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
  // Clips on storing.
  const to = new Uint8ClampedArray(result.data.buffer, result.data.byteOffset, result.data.length);
  const { red, blue, greenByRed, greenByBlue } = chromaOffsets();
  const gray = luma.data;
  const [lumaRowStep, lumaStep] = luma.stride as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [b, toB] = [2 * g, 2 * toG];
  for (let row = 0; row < height; row++) {
    let n = luma.offset + row * lumaRowStep;
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n += lumaStep, i += step, o += toStep) {
      const R = from[i]!;
      const B = from[i + b]!;
      const own = (4899 * R + 9617 * from[i + g]! + 1868 * B + 8192) >> 14;
      const Y = gray[n]!;
      const byRed = R - own + 255;
      const byBlue = B - own + 255;
      to[o] = Y + red[byRed]!;
      to[o + toG] = Y + ((greenByRed[byRed]! + greenByBlue[byBlue]!) >> 14);
      to[o + toB] = Y + blue[byBlue]!;
    }
  }
  return result;
}
