import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import type { HueRange } from '../hue/hue-ranges.ts';
import { fillHueRow, hueLookup } from '../hue/hue-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { enhanced, grayOf, saturateRow, sharesOfDifference } from './pillow-enhance.ts';
import { type HueTurner, hueTurner } from './pillow-hue.ts';
import { saturate } from './saturate.ts';

/** Options of {@link tweakRgb}. */
export interface RgbTweakOptions {
  /** On R', G' and B' before all else: v' = 255 (v / 255)^(1 / gamma), truncated; above 1 brightens; 0.01..10. Default 1. */
  readonly gamma?: number;
  /** By how many degrees hues turn, −360..360, in steps of 1.4 degrees. Default 0. */
  readonly hueDegrees?: number;
  /** In codes, −255..255: samples are multiplied by 1 + brightness / 255, so −255 is black. Default 0. */
  readonly brightness?: number;
  /** Factor on the distance from the frame's mean gray, 0..10. Default 1. */
  readonly contrast?: number;
  /** Factor on the distance from the pixel's own gray, 0..10, as `saturate` does it. Default 1. */
  readonly saturation?: number;
  /** Limits everything to these hues of the picture as it was. Default: all, gray included. */
  readonly hues?: readonly HueRange[];
  /** Width in degrees, 0..90, of the ramp around each end of the hues; see `hueMask`. Default 0. */
  readonly softness?: number;
}

/**
 * The picture with other gamma, hues, brightness, contrast and saturation, in this order, each rounded to 8 bits, bit for
 * bit as the enhancers of Pillow do it.
 *
 * It is the variant that needs the frame alone, without a way to Y'CbCr; `tweakImage` is the more exact one.
 *
 * @param image - R'G'B', full range, any strides.
 * @param options - see {@link RgbTweakOptions}.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `image_tweak` (vsslib/imfilters.py), whose gamma ends in an exception; Pillow 9.4, ImageEnhance.
 */
export function tweakRgb(image: RgbImage, options: RgbTweakOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const gamma = ensureNumber(options.gamma ?? 1, 'options.gamma', 0.01, 10);
  const degrees = ensureNumber(options.hueDegrees ?? 0, 'options.hueDegrees', -360, 360);
  const brightness = ensureNumber(options.brightness ?? 0, 'options.brightness', -255, 255);
  const contrast = ensureNumber(options.contrast ?? 1, 'options.contrast', 0, 10);
  const saturation = ensureNumber(options.saturation ?? 1, 'options.saturation', 0, 10);
  const { hues, softness = 0 } = options;
  const lookup = hues && hueLookup({ ranges: hues, softness }, 'options', 0, 'options.hues');
  if (!hues && gamma === 1 && degrees === 0 && brightness === 0 && contrast === 1) {
    return saturate(image, saturation, out);
  }
  const result = rgbOutput(out, image);
  const turner = degrees === 0 ? undefined : hueTurner(degrees);
  const before = Uint8Array.from({ length: 256 }, (_, v) => (gamma === 1 ? v : 255 * (v / 255) ** (1 / gamma)));
  let after = Uint8Array.from({ length: 256 }, (_, v) => (brightness === 0 ? v : enhanced(0, v, 1 + brightness / 255)));
  if (contrast !== 1) {
    const tones = turner ? before : before.map((v) => after[v]!);
    const mean = Math.trunc(meanGray(image, tones, after, turner) + 0.5);
    after = after.map((v) => enhanced(mean, v, contrast));
  }
  const tones = turner ? before : before.map((v) => after[v]!);
  const shares = sharesOfDifference(saturation);
  const from = image.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const tweaked = new Uint8Array(3 * width);
  const weights = new Uint8Array(width).fill(255);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    fillTonedRow(tweaked, from, i, step, sampleStep, width, tones, after, turner);
    if (saturation !== 1) saturateRow(tweaked, width, shares);
    if (lookup) fillHueRow(lookup, from, i, step, sampleStep, width, weights);
    for (let column = 0, q = 0; column < width; column++, q += 3, i += step, o += toStep) {
      const weight = weights[column]!;
      if (weight === 255) {
        to[o] = tweaked[q]!;
        to[o + toSampleStep] = tweaked[q + 1]!;
        to[o + 2 * toSampleStep] = tweaked[q + 2]!;
      } else {
        const rest = 255 - weight;
        to[o] = ((from[i]! * rest + tweaked[q]! * weight + 127) / 255) | 0;
        to[o + toSampleStep] = ((from[i + sampleStep]! * rest + tweaked[q + 1]! * weight + 127) / 255) | 0;
        to[o + 2 * toSampleStep] = ((from[i + 2 * sampleStep]! * rest + tweaked[q + 2]! * weight + 127) / 255) | 0;
      }
    }
  }
  return result;
}

/**
 * A row with all but the saturation done: R, G, B one after the other.
 *
 * @param before - what samples become before hues turn, and at all where they don't.
 * @param after - what they become after that.
 */
function fillTonedRow(
  to: Uint8Array,
  from: Uint8Array,
  at: number,
  step: number,
  sampleStep: number,
  width: number,
  before: Uint8Array,
  after: Uint8Array,
  turner: HueTurner | undefined,
): void {
  for (let i = at, o = 0; o < 3 * width; o += 3, i += step) {
    to[o] = before[from[i]!]!;
    to[o + 1] = before[from[i + sampleStep]!]!;
    to[o + 2] = before[from[i + 2 * sampleStep]!]!;
  }
  if (!turner) return;
  turner.turnRow(to, width);
  for (let o = 0; o < 3 * width; o++) to[o] = after[to[o]!]!;
}

/** Mean of Pillow's gray over the picture after gamma, hue and brightness, 0..255. */
function meanGray(image: RgbImage, before: Uint8Array, after: Uint8Array, turner: HueTurner | undefined): number {
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const row = new Uint8Array(3 * width);
  let sum = 0;
  for (let y = 0; y < height; y++) {
    fillTonedRow(row, image.data, image.offset + y * rowStep, step, sampleStep, width, before, after, turner);
    let rowSum = 0;
    for (let i = 0; i < 3 * width; i += 3) rowSum += grayOf(row[i]!, row[i + 1]!, row[i + 2]!);
    sum += rowSum;
  }
  return sum / (width * height);
}
