import { blendImages, createRgbImage, ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { saturate } from '../chroma/saturate.ts';
import { type LumaLimits, lumaWeighting } from '../luma/luma-weights.ts';
import { meanLuma } from '../luma/mean-luma.ts';
import { ensureNumber } from '../option-checks.ts';
import { LUMA_TRANSITION } from './defaults.ts';
import { mergeKernels } from './kernels.ts';

/** Options of {@link fixDarkReds}. */
export interface FixDarkRedsOptions {
  /**
   * Over which range of mean luma the fix of one band turns into that of the next, 0..0.1. Default 0.04: ±0.02 around
   * each limit. 0 switches hard, as the original does, so that a scene whose luma moves over a limit flickers.
   */
  readonly transition?: number;
  /** Mean luma of the frame, 0..1, where it is known or smoothed over time. Default: measured. */
  readonly luma?: number;
}

/** What happens to frames of a mean luma above `above` and up to the `above` of the line before. */
interface Band {
  readonly above: number;
  /** Factor on the colours. 1 leaves the frame alone. */
  readonly saturation: number;
  /** Where given, only reds are touched, wholly up to `above`, fading out up to this luma of the pixel. */
  readonly fadesOutAt?: number;
}

const BANDS = [
  { above: 0.3, saturation: 1 },
  { above: 0.2, saturation: 0.9, fadesOutAt: 0.3 },
  { above: 0.1, saturation: 0.8, fadesOutAt: 0.2 },
  { above: Number.NEGATIVE_INFINITY, saturation: 0.7 },
] as const satisfies readonly Band[];

/**
 * The picture with calmer reds where the whole frame is dark, because colourizers tend to turn dark scenes red.
 *
 * By the frame's mean luma: above 0.3 nothing; down to 0.2, saturation 0.9 for hues 280 to 30 degrees in pixels of a
 * luma below 0.2, fading out to 0.3; down to 0.1, saturation 0.8 below 0.1, fading out to 0.2; darker, saturation 0.7
 * everywhere. Saturation is what `saturate` does.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options.transition - 0..0.1, default 0.04; 0 gives the original's hard limits.
 * @param options.luma - 0..1; measured when absent.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's "dark frames red-shift adjustment" (vsslib/mcomb.py). It rounds hues to two degrees and leaves out 0 and
 * 280, so that a pure red stays as it is; here the reds are what `hueMask` gives for 280 to 30 degrees.
 */
export function fixDarkReds(image: RgbImage, options: FixDarkRedsOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const transition = ensureNumber(options.transition ?? LUMA_TRANSITION, 'options.transition', 0, 0.1);
  const luma = options.luma === undefined ? meanLuma(image) : ensureNumber(options.luma, 'options.luma', 0, 1);
  const result = rgbOutput(out, image);
  const [band, brighter, share] = bandsAt(luma, transition);
  if (share === 0) {
    applyBand(image, band, result);
    return result;
  }
  const darkerFix = createRgbImage(image.shape[1]!, image.shape[0]!);
  applyBand(image, band, darkerFix);
  applyBand(image, brighter, result);
  return blendImages(darkerFix, result, share, result);
}

/** The band of a luma, the one above it, and the share of the latter: more than 0 only inside a transition. */
function bandsAt(luma: number, transition: number): readonly [Band, Band, number] {
  for (let n = 0; n < BANDS.length - 1; n++) {
    const limit = BANDS[n]!.above;
    const share = (luma - limit) / transition + 0.5;
    if (share > 0 && share < 1) return [BANDS[n + 1]!, BANDS[n]!, share];
    if (luma > limit) return [BANDS[n]!, BANDS[n]!, 0];
  }
  return [BANDS.at(-1)!, BANDS.at(-1)!, 0];
}

/** Writes the frame as one band has it; `result` may be `image`. */
function applyBand(image: RgbImage, band: Band, result: RgbImage): void {
  const { above, saturation, fadesOutAt } = band;
  if (fadesOutAt !== undefined) calmReds(image, { dark: above, white: fadesOutAt }, saturation, result);
  else if (saturation < 1) saturate(image, saturation, result);
  else if (result !== image) blendImages(image, image, 0, result);
}

/** Takes colour from the reds that aren't bright. */
function calmReds(image: RgbImage, limits: LumaLimits, saturation: number, result: RgbImage): void {
  const { kind, from, slope, brightest } = lumaWeighting(limits, 'limits');
  const { kernels, memory } = mergeKernels();
  const run = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  overRuns([run], to, image, (pixels) =>
    kernels.calmReds(run.address, to.address, pixels, saturation, kind, from, slope, brightest),
  );
}
