import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { histogramOfLuma } from './luma-histogram.ts';
import { mapLuma } from './map-luma.ts';

/** Gamma and contrast of luma. */
export interface GammaContrastOptions {
  /** Above 1 brightens the middle, below 1 darkens it; 0.01..10, default 1. */
  readonly gamma?: number;
  /**
   * 0..10, default 1, which leaves contrast alone. Any other number first stretches luma between its percentiles to
   * black and white and then multiplies by it: 0.99 is nearly a full stretch.
   */
  readonly contrast?: number;
  /** Which share of the pixels lies below the lower and above the upper percentile, 0..0.49, default 0.05. */
  readonly cut?: number;
}

/**
 * The picture with its luma stretched between percentiles and bent by gamma, colours kept (U, V of OpenCV's YUV).
 *
 * Y' = clip((clip(Y, p, q) − p) · contrast / (q − p), 0, 1), p and q being the percentiles with linear interpolation,
 * then Y'' = Y'^(1 / gamma); fractions are cut off after each. Where p = q, the stretch is left out.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `np_image_gamma_contrast` (vsslib/nputils.py), which divides by 0 where p = q.
 */
export function adjustGammaContrast(image: RgbImage, options: GammaContrastOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const gamma = ensureNumber(options.gamma ?? 1, 'options.gamma', 0.01, 10);
  const contrast = ensureNumber(options.contrast ?? 1, 'options.contrast', 0, 10);
  const cut = ensureNumber(options.cut ?? 0.05, 'options.cut', 0, 0.49);
  const table = Uint8Array.from({ length: 256 }, (_, code) => code);
  if (contrast !== 1) stretch(table, histogramOfLuma(image), contrast, cut);
  if (gamma !== 1) for (let n = 0; n < 256; n++) table[n] = (table[n]! / 255) ** (1 / gamma) * 255;
  return mapLuma(image, table, out);
}

function stretch(table: Uint8Array, histogram: Uint32Array, contrast: number, cut: number): void {
  const low = percentile(histogram, cut);
  const high = percentile(histogram, 1 - cut);
  if (low === high) return;
  for (let code = 0; code < 256; code++) {
    const share = ((Math.min(high, Math.max(low, code)) - low) * contrast) / (high - low);
    table[code] = Math.fround(Math.fround(Math.min(1, share)) * 255);
  }
}

/** The code below which a share of the samples lies, interpolated between its neighbours as numpy does. */
export function percentile(histogram: Uint32Array, share: number): number {
  let count = 0;
  for (const samples of histogram) count += samples;
  const position = share * (count - 1);
  const before = Math.floor(position);
  const lower = nth(histogram, before);
  const upper = nth(histogram, Math.min(count - 1, before + 1));
  return lower + (upper - lower) * (position - before);
}

/** The code of the n-th sample, counted from 0 in rising order. */
function nth(histogram: Uint32Array, n: number): number {
  let passed = 0;
  for (let code = 0; code < 256; code++) {
    passed += histogram[code]!;
    if (passed > n) return code;
  }
  return 255;
}
