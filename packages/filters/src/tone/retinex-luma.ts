import { type ColorRange, ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { rangeLimits } from './code-range.ts';
import { logInPlace } from './fast-log.ts';
import { lumaPlane } from './luma-plane.ts';
import { ensureSigmas } from './sigmas.ts';
import { wideBlur } from './wide-gaussian.ts';
import { withLuma } from './with-luma.ts';

/** At which scales light is evened out, and to which range. */
export interface RetinexLumaOptions {
  /** Standard deviations in pixels of the Gaussians, 0.5..2000 each, default [25, 80, 250]. */
  readonly sigmas?: readonly number[];
  /** The range of the picture's codes: luma then fills 0..255 (`full`, the default) or 16..235 (`limited`). */
  readonly range?: ColorRange;
}

/**
 * The picture with the light on its luma evened out and its colours kept: multi-scale retinex on Y, stretched from its
 * darkest to its brightest value over the whole range.
 *
 * V = mean over σ of ln(Y + 1) − ln(Gauss_σ(Y) + 1), borders mirrored; Y' = (V − min V) / (max V − min V) of the range,
 * fractions cut off. U and V are those of OpenCV's 8-bit YUV. A flat picture becomes a middle gray.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: D. J. Jobson, Z. Rahman, G. A. Woodell, A multiscale retinex, IEEE Trans. Image Processing 6 (1997); HAVC's
 * slow retinex (vsslib/vsretinex.py), which convolves with kernels of up to 2001 samples.
 */
export function retinexLuma(image: RgbImage, options: RetinexLumaOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const sigmas = ensureSigmas(options.sigmas ?? [25, 80, 250]);
  const { black, white } = rangeLimits(ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']));
  const luma = lumaPlane(image);
  const values = reflectance(luma.data, luma.shape[1]!, luma.shape[0]!, sigmas);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < values.length; n++) {
    min = Math.min(min, values[n]!);
    max = Math.max(max, values[n]!);
  }
  // The logarithm's table is good to 1e-4: what differs by less is flat.
  const gain = max - min < 2e-4 ? 0 : (white - black) / (max - min);
  const offset = gain === 0 ? (black + white) / 2 : black - min * gain;
  const { data } = luma;
  for (let n = 0; n < data.length; n++) data[n] = Math.min(white, Math.max(black, values[n]! * gain + offset));
  return withLuma(image, luma, out);
}

/** Mean over the scales of ln((Y + 1) / (Gauss(Y) + 1)). */
function reflectance(luma: Uint8Array, width: number, height: number, sigmas: readonly number[]): Float32Array {
  const values = new Float32Array(luma.length);
  const blurs = sigmas.map((sigma) => wideBlur(luma, width, height, sigma));
  const light = new Float32Array(width);
  const powers = Float64Array.from({ length: 256 }, (_, code) => (code + 1) ** sigmas.length);
  const product = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    for (let x = 0; x < width; x++) product[x] = 1;
    for (const blur of blurs) {
      blur.fillRow(row, light);
      for (let x = 0; x < width; x++) product[x] = product[x]! * (light[x]! + 1);
    }
    for (let x = 0; x < width; x++) values[start + x] = powers[luma[start + x]!]! / product[x]!;
  }
  logInPlace(values, 1 / sigmas.length);
  return values;
}
