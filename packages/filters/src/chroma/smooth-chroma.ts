import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import type { HueExpression } from '../hue/hue-expression.ts';
import { lumaWeighting } from '../luma/luma-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { chromaTweaker } from './chroma-tweaker.ts';

/** Options of {@link smoothChroma}. */
export interface SmoothChromaOptions {
  /** Luma up to which a pixel is dark and gets the whole change, 0..1. Default 0.3. */
  readonly dark?: number;
  /** Luma from which a pixel stays as it is, 0..1. Equal to `dark` it makes a hard border. Default 0.7. */
  readonly white?: number;
  /** Factor on the saturation of dark parts, 0..1. Default 0.9. */
  readonly saturation?: number;
  /**
   * How much darker dark parts get, 0..1. Where the luma is restored later, this takes away colour ("vibrancy") instead.
   * Default 0.
   */
  readonly darken?: number;
  /** Limits the change to hues, and changes these in its own way as well. Default: all hues. */
  readonly hues?: HueExpression;
  /** Width in degrees, 0..90, of the ramp around each end of the hues. Default 0. */
  readonly softness?: number;
  /** Rounds the slope between `dark` and `white` as the original does; see `lumaMask`. Default false. */
  readonly roundedSlope?: boolean;
}

/**
 * The picture with calmer colours in its dark parts, where colourizers are least sure.
 *
 * D = `tweakChroma` of the picture with the saturation and 1 − `darken` of the brightness; the result is D where the
 * picture is dark, the picture where it is bright, and a mix on the ramp between, truncated.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - see {@link SmoothChromaOptions}.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `vs_chroma_bright_tweak` (vsslib/vsfilters.py).
 */
export function smoothChroma(image: RgbImage, options: SmoothChromaOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const { dark = 0.3, white = 0.7, roundedSlope = false } = options;
  const weighting = lumaWeighting({ dark, white, roundedSlope }, 'options');
  const saturation = ensureNumber(options.saturation ?? 0.9, 'options.saturation', 0, 1);
  const darken = ensureNumber(options.darken ?? 0, 'options.darken', 0, 1);
  const [height, width] = image.shape as [number, number];
  const tweak = { saturation, brightness: -darken, softness: options.softness ?? 0 };
  const tweaker = chromaTweaker(options.hues ? { ...tweak, hues: options.hues } : tweak, 'options', width);
  const result = rgbOutput(out, image);
  const from = image.data;
  const to = result.data;
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const tweaked = new Uint8Array(3 * width);
  const weights = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    weighting.fillRow(weights, from, i, step, sampleStep, width);
    if (tweaker.isIdentity) weights.fill(1);
    else tweaker.fillRow(from, i, step, sampleStep, tweaked, 0, 3, 1);
    for (let column = 0, q = 0; column < width; column++, q += 3, i += step, o += toStep) {
      const share = weights[column]!;
      const rest = 1 - share;
      to[o] = tweaked[q]! * rest + from[i]! * share;
      to[o + toSampleStep] = tweaked[q + 1]! * rest + from[i + sampleStep]! * share;
      to[o + 2 * toSampleStep] = tweaked[q + 2]! * rest + from[i + 2 * sampleStep]! * share;
    }
  }
  return result;
}
