import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { HUE_SHIFT, type HueSelection, hueReciprocals, hueWeights } from './hue-weights.ts';

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
  const weights = hueWeights(options, 'options');
  const result = rgbOutput(out, image);
  const reciprocals = hueReciprocals();
  const from = image.data;
  const other = changed.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const b = 2 * g;
  const [otherRowStep, otherStep, otherG] = changed.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let j = changed.offset + row * otherRowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, j += otherStep, o += toStep) {
      const R = from[i]!;
      const G = from[i + g]!;
      const B = from[i + b]!;
      const V = Math.max(R, G, B);
      const span = V - Math.min(R, G, B);
      let weight = 0;
      if (span !== 0) {
        let position = V === R ? G - B : V === G ? B - R + 2 * span : R - G + 4 * span;
        if (position < 0) position += 6 * span;
        weight = weights[Math.imul(position, reciprocals[span]!) >>> HUE_SHIFT]!;
      }
      if (weight === 0) {
        to[o] = R;
        to[o + toG] = G;
        to[o + 2 * toG] = B;
        continue;
      }
      const rest = 255 - weight;
      to[o] = ((R * rest + other[j]! * weight + 127) / 255) | 0;
      to[o + toG] = ((G * rest + other[j + otherG]! * weight + 127) / 255) | 0;
      to[o + 2 * toG] = ((B * rest + other[j + 2 * otherG]! * weight + 127) / 255) | 0;
    }
  }
  return result;
}
