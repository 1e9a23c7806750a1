import { ensureRgbImage, type Plane, planeOutput, type RgbImage } from '@havc/core';
import { fillHueRow, type HueSelection, hueLookup } from './hue-weights.ts';

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
  const lookup = hueLookup(options, 'options');
  const result = planeOutput(out, image, Uint8Array);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    const at = image.offset + row * rowStep;
    const toAt = result.offset + row * toRowStep;
    fillHueRow(lookup, image.data, at, step, sampleStep, width, result.data, toAt, toStep);
  }
  return result;
}
