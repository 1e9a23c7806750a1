import { type ColorRange, ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { logInPlace } from './fast-log.ts';
import { type FloatField, recursiveGaussian } from './recursive-gaussian.ts';
import { ensureSigmas } from './sigmas.ts';

/** At which scales light is evened out. */
export interface RetinexRgbOptions {
  /** Standard deviations in pixels of the Gaussians, 0.5..2000 each, default [25, 80, 250]. */
  readonly sigmas?: readonly number[];
  /** Share of the pixels, 0..0.49, that may be lost to black and as many to white. Default 0.001. */
  readonly cut?: number;
  /**
   * The range of the picture's codes. `full` (the default): 0..255. `limited`: the darkest sample of the frame is taken
   * for black, and the result lies in 16..235.
   */
  readonly range?: ColorRange;
}

/** Into how many bins the values between darkest and brightest are counted. */
const BINS = 4096;

/**
 * The picture with its light evened out and its hues kept: multi-scale retinex on intensity, R', G' and B' multiplied
 * by the same gain (MSRCP).
 *
 * I = (R + G + B) / 3; V = mean over σ of ln(I / Gauss_σ(I) + 1), stretched so that `cut` of the pixels become black
 * and as many white; gain = V / I, at most what brings the largest of the three samples to white.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: A. B. Petro, C. Sbert, J.-M. Morel, Multiscale Retinex, IPOL 4 (2014), algorithm 2, as VapourSynth-Retinex
 * has it. HAVC runs it with one flag that means limited range to its luma guard and full range to the plugin; here
 * there is one range.
 */
export function retinexRgb(image: RgbImage, options: RetinexRgbOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const sigmas = ensureSigmas(options.sigmas ?? [25, 80, 250]);
  const cut = ensureNumber(options.cut ?? 0.001, 'options.cut', 0, 0.49);
  const limited = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']) === 'limited';
  const result = rgbOutput(out, image);
  const { intensity, floor, span } = intensityOf(image, limited);
  const values = reflectance(intensity, sigmas);
  const [low, high] = quantiles(values, cut);
  if (high > low) stretch(values, low, high);
  else for (let n = 0; n < values.length; n++) values[n] = intensity.data[n]! / (3 * span);
  applyGains(image, result, values, intensity.data, {
    floor,
    span,
    most: limited ? 219 : 255,
    black: limited ? 16 : 0,
  });
  return result;
}

/** The sum of the three samples above the floor, and what the floor and the largest span are. */
function intensityOf(image: RgbImage, limited: boolean): { intensity: FloatField; floor: number; span: number } {
  const { data } = image;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const sums = new Float32Array(height * width);
  let least = 255;
  let most = 0;
  let n = 0;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const R = data[i]!;
      const G = data[i + g]!;
      const B = data[i + 2 * g]!;
      least = Math.min(least, R, G, B);
      most = Math.max(most, R, G, B);
      sums[n++] = R + G + B;
    }
  }
  const intensity = { data: sums, width, height };
  if (!limited || most === least) return { intensity, floor: 0, span: 255 };
  for (n = 0; n < sums.length; n++) sums[n] = sums[n]! - 3 * least;
  return { intensity, floor: least, span: most - least };
}

/** Mean over the scales of ln(I / Gauss(I) + 1). */
function reflectance(intensity: FloatField, sigmas: readonly number[]): Float32Array {
  const { data } = intensity;
  const product = new Float32Array(data.length).fill(1);
  const blurred = new Float32Array(data.length);
  for (const sigma of sigmas) {
    recursiveGaussian(intensity, sigma, blurred);
    for (let n = 0; n < data.length; n++) {
      const light = blurred[n]!;
      if (light > 0) product[n] = product[n]! * (data[n]! / light + 1);
    }
  }
  logInPlace(product, 1 / sigmas.length);
  return product;
}

/** The values below and above which lie at most `cut` of all. */
function quantiles(values: Float32Array, cut: number): [low: number, high: number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < values.length; n++) {
    min = Math.min(min, values[n]!);
    max = Math.max(max, values[n]!);
  }
  if (cut === 0 || max <= min) return [min, max];
  const counts = new Uint32Array(BINS);
  const perBin = (BINS - 1) / (max - min);
  for (let n = 0; n < values.length; n++) {
    const bin = ((values[n]! - min) * perBin) | 0;
    counts[bin] = counts[bin]! + 1;
  }
  const allowed = Math.floor(values.length * cut + 0.5);
  let low = 0;
  for (let passed = counts[0]!; passed <= allowed && low < BINS - 1; ) passed += counts[++low]!;
  let high = BINS - 1;
  for (let passed = counts[high]!; passed <= allowed && high > 0; ) passed += counts[--high]!;
  return [min + low / perBin, min + high / perBin];
}

function stretch(values: Float32Array, low: number, high: number): void {
  const gain = 1 / (high - low);
  for (let n = 0; n < values.length; n++) values[n] = Math.min(1, Math.max(0, (values[n]! - low) * gain));
}

/** The codes between which intensity and result lie. */
interface Scale {
  readonly floor: number;
  readonly span: number;
  readonly most: number;
  readonly black: number;
}

function applyGains(
  image: RgbImage,
  result: RgbImage,
  values: Float32Array,
  sums: Float32Array,
  { floor, span, most, black }: Scale,
): void {
  const from = image.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const offset = black + 0.5;
  let n = 0;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n++, i += step, o += toStep) {
      const R = from[i]! - floor;
      const G = from[i + g]! - floor;
      const B = from[i + 2 * g]! - floor;
      const sum = sums[n]!;
      const wanted = sum <= 0 ? 1 : (values[n]! * 3 * span) / sum;
      // A black pixel stays black whatever its gain; the 1 only avoids a division by 0.
      const gain = Math.min(wanted, most / Math.max(R, G, B, 1));
      to[o] = R * gain + offset;
      to[o + toG] = G * gain + offset;
      to[o + 2 * toG] = B * gain + offset;
    }
  }
}
