import { ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import type { HueRange } from '../hue/hue-ranges.ts';
import { hueTable } from '../hue/hue-weights.ts';
import { lumaWeighting } from '../luma/luma-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { chromaKernels } from './kernels.ts';

/** Options of {@link darkenShadows}. */
export interface DarkenShadowsOptions {
  /** Luma from which a pixel stays as it is, 0..1; counts as 0.1 below that and as 0.5 above. Default 0.2. */
  readonly threshold?: number;
  /** How much colour shadows lose, 0..1: they keep 1.1 − amount of it, held to 0.1..0.8. Default 0.8. */
  readonly amount?: number;
  /**
   * By which share shadows get darker, 0..1. Default: `amount` held to 0.2..0.9, which is what the filter means. The
   * original takes that number as codes of 255: pass `amount / 255` for its result, 0 to leave brightness alone.
   */
  readonly darkening?: number;
  /** Limits the change to these hues. Default: all, gray included. */
  readonly hues?: readonly HueRange[];
  /** Width in degrees, 0..90, of the ramp around each end of the hues. Default 0. */
  readonly softness?: number;
  /** Rounds the slope between the limits as the original does; see `lumaMask`. Default false. */
  readonly roundedSlope?: boolean;
}

/** Luma up to which a pixel is wholly in the shadows. */
const DARK = 0.1;

/**
 * The picture with dark and nearly colourless shadows, where colourizers leave stains.
 *
 * D = the picture times 1 − darkening, then `saturate`d. The result is D up to a luma of 0.1, the picture from
 * `threshold` on, and a mix between, truncated. Where the original luma is restored afterwards, as in a colouring chain,
 * what remains of the darkening is that colours get weaker still; used alone it deepens blacks visibly.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - see {@link DarkenShadowsOptions}.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `vs_dark_tweak` (vsslib/vsfilters.py). There, a change of units elsewhere has made the darkening inert:
 * −0.8 now means 0.8 of 255 codes.
 */
export function darkenShadows(image: RgbImage, options: DarkenShadowsOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const threshold = ensureNumber(options.threshold ?? 0.2, 'options.threshold', 0, 1);
  const amount = ensureNumber(options.amount ?? 0.8, 'options.amount', 0, 1);
  const darkening = ensureNumber(options.darkening ?? held(amount, 0.2, 0.9), 'options.darkening', 0, 1);
  const { hues, softness = 0, roundedSlope = false } = options;
  const selected = hues && hueTable({ ranges: hues, softness }, 'options', 0, 'options.hues');
  const limits = { dark: DARK, white: held(threshold, DARK, 0.5), roundedSlope };
  const { kind, from, slope, darkest, brightest } = lumaWeighting(limits, 'options');
  const result = rgbOutput(out, image);
  const { kernels, memory } = chromaKernels();
  const own = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 2);
  const [changed, black, weights, table] = [runAddress(1), runAddress(3), runAddress(4), runAddress(5)] as const;
  memory.fill(0, black, weights);
  if (selected) memory.set(selected, table);
  const saturation = held(1.1 - amount, 0.1, 0.8);
  overRuns([own], to, image, (pixels) => {
    kernels.blend(black, own.address, changed, 3 * pixels, 1 - darkening);
    kernels.saturate(changed, changed, pixels, saturation);
    if (selected) {
      kernels.hueWeights(own.address, weights, pixels, table);
      kernels.mixShadows(own.address, changed, weights, to.address, pixels, kind, from, slope);
    } else kernels.mergeByLuma(changed, own.address, to.address, pixels, kind, from, slope, darkest, brightest);
  });
  return result;
}

function held(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
