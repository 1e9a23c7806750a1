import { ensureRgbImage, overRuns, PixelRun, type Plane, planeOutput, type RgbImage, runAddress } from '@havc/core';
import { type HueSelection, hueTable } from './hue-weights.ts';
import { hueKernels } from './kernels.ts';

/**
 * Where a picture has certain hues: 255 inside, 0 outside, and between them on soft edges.
 *
 * A hue belongs to a range from its first degree up to, not including, its last, going around through 0 where the range
 * does. Hue is taken from the samples as they are, to a sixteenth of a degree. Gray pixels have no hue and are never in.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - the hues, and how soft their edges are.
 * @param out - [height, width] bytes; a new plane when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an argument isn't of these shapes; `OPTION_INVALID` for a hue out of range.
 *
 * Source: the hue conditions of HAVC (vsslib/restcolor.py). There, hue is rounded to two degrees and both ends are left
 * out: pure red is in no range, nor is any hue at the border of two; gray, stored as hue 0, is kept out by that alone.
 */
export function hueMask(image: RgbImage, options: HueSelection, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const selected = hueTable(options, 'options');
  const result = planeOutput(out, image, Uint8Array);
  const { kernels, memory } = hueKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  const table = runAddress(2);
  memory.set(selected, table);
  overRuns([from], to, image, (pixels) => kernels.hueWeights(from.address, to.address, pixels, table));
  return result;
}
