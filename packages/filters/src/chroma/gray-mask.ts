import { ensureRgbImage, type Plane, planeOutput, type RgbImage } from '@havc/core';
import { saturationReciprocals } from '../hue/change-hsv.ts';
import { fillGrayRow, type GrayMaskOptions, grayWeights } from './gray-weights.ts';

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
  const reciprocals = saturationReciprocals();
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    const at = image.offset + row * rowStep;
    const toAt = result.offset + row * toRowStep;
    fillGrayRow(weights, reciprocals, image.data, at, step, sampleStep, width, result.data, toAt, toStep);
  }
  return result;
}
