import { ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { saturate } from '../chroma/saturate.ts';
import { lumaWeighting } from '../luma/luma-weights.ts';
import { ensureFlag, ensureNumber } from '../option-checks.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { mergeKernels } from './kernels.ts';

/** Options of {@link mergeLumaMasked}. */
export interface LumaMaskedOptions {
  /** Share of the masked picture, 0..1. Default 0.7. */
  readonly weight?: number;
  /** Luma up to which pixels of the second picture are replaced by the first's, 0..1. Default 0.15. */
  readonly dark?: number;
  /** Luma from which pixels of the second picture are kept, 0..1. Default 0.65. Equal to `dark`: a hard mask. */
  readonly white?: number;
  /** Factor on the colours of the first picture where it replaces the second, 0..1. Default 1. */
  readonly saturation?: number;
  /** Whether the mask's slope is rounded to 3 decimals, as in the original. Default false: see `lumaMask`. */
  readonly roundedSlope?: boolean;
}

/** Complete options, checked. */
export function lumaMaskedSettings(options: LumaMaskedOptions): Required<LumaMaskedOptions> {
  const settings = { ...MERGE_DEFAULTS['luma-masked'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.dark, 'options.dark', 0, 1);
  ensureNumber(settings.white, 'options.white', 0, 1);
  ensureNumber(settings.saturation, 'options.saturation', 0, 1);
  ensureFlag(settings.roundedSlope, 'options.roundedSlope');
  return settings;
}

/**
 * The second picture where it is bright, the first where the second is dark, and the whole mixed with the first.
 *
 * masked = first · (1 − mask) + second · mask, with the mask that `lumaMask` gives of `second`; out = first + weight ·
 * (masked − first). Both truncated to bytes. With `dark` above `white` nothing of the second is taken.
 *
 * @param first - R'G'B', full range, any strides.
 * @param second - same shape; its luma decides.
 * @param options - see {@link LumaMaskedOptions}.
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option.
 *
 * Source: HAVC's merge method 4 (`LumaMaskedMerge` in vsslib/mcomb.py). It desaturates through 8-bit 4:2:0 of BT.709
 * with error diffusion; here it is `saturate`, in R'G'B'.
 */
export function mergeLumaMasked(
  first: RgbImage,
  second: RgbImage,
  options: LumaMaskedOptions = {},
  out?: RgbImage,
): RgbImage {
  const settings = lumaMaskedSettings(options);
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  const result = rgbOutput(out, first);
  const { kind, from, slope, darkest, brightest } = lumaWeighting(settings, 'options');
  const { kernels, memory } = mergeKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  const isDuller = settings.saturation < 1;
  const dark = isDuller ? new PixelRun(saturate(first, settings.saturation), memory, 3) : own;
  overRuns(isDuller ? [own, other, dark] : [own, other], to, first, (pixels) => {
    const { address } = to;
    kernels.mergeByLuma(dark.address, other.address, address, pixels, kind, from, slope, darkest, brightest);
    kernels.blend(own.address, address, address, 3 * pixels, settings.weight);
  });
  return result;
}
