import { type Plane, planeOutput, type RgbImage } from '@havc/core';

/**
 * One plane of luma, the Y of OpenCV's 8-bit YUV: (4899 R + 9617 G + 1868 B + 8192) / 16384.
 *
 * Unlike the gray of `rgbToGray`, whose factors have one bit more, it is what `rgbToYuv` gives as its first channel.
 *
 * @param image - R'G'B', checked by the caller.
 * @param out - [height, width]; a new plane when absent. Must not share memory with `image`.
 */
export function lumaPlane(image: RgbImage, out?: Plane): Plane {
  const result = planeOutput(out, image, Uint8Array);
  const from = image.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const b = 2 * g;
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      to[o] = (4899 * from[i]! + 9617 * from[i + g]! + 1868 * from[i + b]! + 8192) >> 14;
    }
  }
  return result;
}
