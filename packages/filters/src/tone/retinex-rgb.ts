import {
  type ColorRange,
  ensureRgbImage,
  PixelRun,
  type RgbImage,
  RUN_PIXELS,
  rgbOutput,
  runAddress,
} from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { logInPlace } from './fast-log.ts';
import { toneKernels } from './kernels.ts';
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
  const { kernels, memory } = toneKernels();
  const [height, width] = image.shape as [number, number];
  const run = new PixelRun(image, memory, 0);
  const floats = new Float32Array(memory.buffer, runAddress(1), RUN_PIXELS);
  const sums = new Float32Array(height * width);
  let least = 255;
  let most = 0;
  for (let start = 0; start < sums.length; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, sums.length - start);
    run.read(start, length);
    const ends = kernels.extremes(run.address, 3 * length);
    least = Math.min(least, ends & 255);
    most = Math.max(most, ends >> 8);
    kernels.sumSamples(run.address, floats.byteOffset, length);
    sums.set(floats.subarray(0, length), start);
  }
  const intensity = { data: sums, width, height };
  if (!limited || most === least) return { intensity, floor: 0, span: 255 };
  for (let n = 0; n < sums.length; n++) sums[n] = sums[n]! - 3 * least;
  return { intensity, floor: least, span: most - least };
}

/** Mean over the scales of ln(I / Gauss(I) + 1). */
function reflectance(intensity: FloatField, sigmas: readonly number[]): Float32Array {
  const { data } = intensity;
  const product = new Float32Array(data.length).fill(1);
  const blurred = new Float32Array(data.length);
  for (const sigma of sigmas) {
    recursiveGaussian(intensity, sigma, blurred);
    multiplyRatios(product, data, blurred);
  }
  logInPlace(product, 1 / sigmas.length);
  return product;
}

/** product · (values / lights + 1), run by run; as it is where there is no light. */
function multiplyRatios(product: Float32Array, values: Float32Array, lights: Float32Array): void {
  const { kernels, memory } = toneKernels();
  const [at, value, light] = [0, 2, 4].map(
    (place) => new Float32Array(memory.buffer, runAddress(place), RUN_PIXELS),
  ) as [Float32Array, Float32Array, Float32Array];
  for (let start = 0; start < product.length; start += RUN_PIXELS) {
    const end = Math.min(start + RUN_PIXELS, product.length);
    at.set(product.subarray(start, end));
    value.set(values.subarray(start, end));
    light.set(lights.subarray(start, end));
    kernels.multiplyRatios(at.byteOffset, value.byteOffset, light.byteOffset, end - start);
    product.set(at.subarray(0, end - start), start);
  }
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
  const { kernels, memory } = toneKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 0);
  const [value, sum] = [1, 3].map((place) => new Float32Array(memory.buffer, runAddress(place), RUN_PIXELS)) as [
    Float32Array,
    Float32Array,
  ];
  for (let start = 0; start < values.length; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, values.length - start);
    from.read(start, length);
    value.set(values.subarray(start, start + length));
    sum.set(sums.subarray(start, start + length));
    // A black pixel stays black whatever its gain.
    kernels.applyGains(to.address, value.byteOffset, sum.byteOffset, length, floor, span, most, black + 0.5);
    to.write(start, length);
  }
}
