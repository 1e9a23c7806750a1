import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { fillHueRow, type HueSelection, hueLookup } from './hue-weights.ts';

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
  const lookup = hueLookup(options, 'options');
  const result = rgbOutput(out, image);
  const from = image.data;
  const other = changed.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [otherRowStep, otherStep, otherSampleStep] = changed.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const weights = new Uint8Array(width);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let j = changed.offset + row * otherRowStep;
    let o = result.offset + row * toRowStep;
    fillHueRow(lookup, from, i, step, sampleStep, width, weights);
    for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
      const weight = weights[column]!;
      if (weight === 0) {
        to[o] = from[i]!;
        to[o + toSampleStep] = from[i + sampleStep]!;
        to[o + 2 * toSampleStep] = from[i + 2 * sampleStep]!;
      } else if (weight === 255) {
        to[o] = other[j]!;
        to[o + toSampleStep] = other[j + otherSampleStep]!;
        to[o + 2 * toSampleStep] = other[j + 2 * otherSampleStep]!;
      } else {
        const rest = 255 - weight;
        to[o] = mixed(from[i]! * rest + other[j]! * weight);
        to[o + toSampleStep] = mixed(from[i + sampleStep]! * rest + other[j + otherSampleStep]! * weight);
        to[o + 2 * toSampleStep] = mixed(from[i + 2 * sampleStep]! * rest + other[j + 2 * otherSampleStep]! * weight);
      }
    }
  }
  return result;
}

/** A sum of 255 parts, divided by 255 and rounded half up. */
function mixed(sum: number): number {
  return ((sum + 127) / 255) | 0;
}
