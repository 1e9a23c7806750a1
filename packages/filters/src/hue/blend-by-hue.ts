import { ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { type HueSelection, hueTable } from './hue-weights.ts';
import { hueKernels } from './kernels.ts';

/**
 * A changed picture where the picture has certain hues, the picture itself elsewhere: limits any filter to hues.
 *
 * The hues are those of `image`, by the rules of `hueMask`. On soft edges the two are mixed and rounded half up.
 *
 * @param image - R'G'B', full range, any strides; its hues decide.
 * @param changed - same shape; what a filter made of `image`.
 * @param options - the hues, and how soft their edges are.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for a hue out of range.
 *
 * Source: HAVC's `np_adjust_chroma2` (vsslib/restcolor.py); for what counts as in range, see `hueMask`.
 */
export function blendByHue(image: RgbImage, changed: RgbImage, options: HueSelection, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureRgbImage(changed, 'changed');
  ensureSameShape(image, changed, ['image', 'changed']);
  const selected = hueTable(options, 'options');
  const result = rgbOutput(out, image);
  const { kernels, memory } = hueKernels();
  const own = new PixelRun(image, memory, 0);
  const other = new PixelRun(changed, memory, 1);
  const to = new PixelRun(result, memory, 2);
  const [weights, table] = [runAddress(3), runAddress(4)] as const;
  memory.set(selected, table);
  overRuns([own, other], to, image, (pixels) => {
    kernels.hueWeights(own.address, weights, pixels, table);
    kernels.blendByWeights(own.address, other.address, weights, to.address, pixels);
  });
  return result;
}
