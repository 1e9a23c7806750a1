import { overRuns, PixelRun, type Plane, planeOutput, type RgbImage } from '@havc/core';
import { toneKernels } from './kernels.ts';

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
  const { kernels, memory } = toneKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([from], to, image, (pixels) => kernels.rgbToY(from.address, to.address, pixels));
  return result;
}
