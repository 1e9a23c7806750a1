import { ensureRgbImage, overRuns, PixelRun, type Plane, planeOutput, type RgbImage, runAddress } from '@havc/core';
import { type GrayMaskOptions, grayWeights } from './gray-weights.ts';
import { chromaKernels } from './kernels.ts';

/**
 * Where a picture is grayish: 255 where it has no colour at all, 0 where it is colourful. What `restoreColor` fills.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - see {@link GrayMaskOptions}.
 * @param out - [height, width] bytes; a new plane when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an argument isn't of these shapes; `OPTION_INVALID` for an option out of range.
 *
 * Source: HAVC's `restore_color` and `restore_color_gradient` with `return_mask` (vsslib/restcolor.py).
 */
export function grayMask(image: RgbImage, options: GrayMaskOptions = {}, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const weights = grayWeights(options, 'options');
  const result = planeOutput(out, image, Uint8Array);
  const { kernels, memory } = chromaKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  const table = runAddress(2);
  memory.set(weights, table);
  overRuns([from], to, image, (pixels) => kernels.grayWeights(from.address, to.address, pixels, table));
  return result;
}
