import { ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import type { HueExpression } from '../hue/hue-expression.ts';
import { lumaWeighting } from '../luma/luma-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { chromaTweaker } from './chroma-tweaker.ts';
import { chromaKernels } from './kernels.ts';

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
  const { kind, from, slope, darkest, brightest } = lumaWeighting({ dark, white, roundedSlope }, 'options');
  const saturation = ensureNumber(options.saturation ?? 0.9, 'options.saturation', 0, 1);
  const darken = ensureNumber(options.darken ?? 0, 'options.darken', 0, 1);
  const tweak = { saturation, brightness: -darken, softness: options.softness ?? 0 };
  const tweaker = chromaTweaker(options.hues ? { ...tweak, hues: options.hues } : tweak, 'options', 3);
  const result = rgbOutput(out, image);
  const { isIdentity } = tweaker;
  const { kernels, memory } = chromaKernels();
  const own = new PixelRun(image, memory, 0);
  const tweaked = runAddress(1);
  // Where nothing changes, what was read is written.
  const to = new PixelRun(result, memory, isIdentity ? 0 : 2);
  overRuns([own], to, image, (pixels) => {
    if (isIdentity) return;
    tweaker.fillRun(own.address, tweaked, pixels);
    kernels.mergeByLuma(tweaked, own.address, to.address, pixels, kind, from, slope, darkest, brightest);
  });
  return result;
}
