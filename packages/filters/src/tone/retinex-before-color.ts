import { ensureRgbImage, type RgbImage } from '@havc/core';
import type { ToneWeightOptions } from './tone-weight.ts';
import { type ToneLevel, tuneTone } from './tune-tone.ts';
import { tweakImage } from './tweak.ts';

/** How strong the retinex before colouring is, and for which frames. */
export interface BeforeColorOptions extends ToneWeightOptions {
  /** Default `light`. */
  readonly level?: ToneLevel;
}

/**
 * The first half of the seventh B&W tune: retinex on the picture that is about to be coloured, so that the colourizer
 * sees into its shadows. {@link tuneAfterColor} is the other half.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError as `tuneTone`.
 *
 * Source: HAVC's `HAVC_main`, BlackWhiteMode 6 (__init__.py).
 */
export function tuneBeforeColor(image: RgbImage, options: BeforeColorOptions = {}, out?: RgbImage): RgbImage {
  return tuneTone(image, { ...options, method: 'retinex' }, out);
}

/**
 * The second half of the seventh B&W tune, on the coloured picture: a tweak (hue 5 degrees, saturation 0.95, contrast
 * 0.98, gamma 0.98), then the light tune with CLAHE on luma.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError as `tuneTone`.
 *
 * Source: HAVC's `HAVC_main`, BlackWhiteMode 6 (__init__.py).
 */
export function tuneAfterColor(image: RgbImage, options: ToneWeightOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const tweaked = tweakImage(image, { hueDegrees: 5, saturation: 0.95, contrast: 0.98, gamma: 0.98 });
  return tuneTone(tweaked, { ...options, level: 'light', method: 'clahe-luma' }, out);
}
