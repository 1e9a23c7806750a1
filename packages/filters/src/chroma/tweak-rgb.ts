import { ensureRgbImage, overRuns, PixelRun, type RgbImage, RUN_PIXELS, rgbOutput, runAddress } from '@havc/core';
import type { HueRange } from '../hue/hue-ranges.ts';
import { hueTable } from '../hue/hue-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { chromaKernels } from './kernels.ts';
import { enhanced } from './pillow-enhance.ts';
import { hueCodes } from './pillow-hue.ts';
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
  const selected = hues && hueTable({ ranges: hues, softness }, 'options', 0, 'options.hues');
  if (!hues && gamma === 1 && degrees === 0 && brightness === 0 && contrast === 1) {
    return saturate(image, saturation, out);
  }
  const result = rgbOutput(out, image);
  const { kernels, memory } = chromaKernels();
  const own = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 2);
  const [tweaked, weights, table] = [runAddress(1), runAddress(3), runAddress(4)] as const;
  const before = Uint8Array.from({ length: 256 }, (_, v) => (gamma === 1 ? v : 255 * (v / 255) ** (1 / gamma)));
  let after = Uint8Array.from({ length: 256 }, (_, v) => (brightness === 0 ? v : enhanced(0, v, 1 + brightness / 255)));
  if (contrast !== 1) {
    const mean = Math.trunc(meanGray(own, image, toneSteps(before, after, degrees), tweaked) + 0.5);
    after = after.map((v) => enhanced(mean, v, contrast));
  }
  const fillToned = toneSteps(before, after, degrees);
  const isToned = degrees !== 0 || before.some((v, n) => after[v] !== n);
  if (selected) memory.set(selected, table);
  overRuns([own], to, image, (pixels) => {
    const at = selected ? tweaked : to.address;
    if (isToned || saturation === 1) fillToned(own.address, at, pixels);
    if (saturation !== 1) kernels.saturate(isToned ? at : own.address, at, pixels, saturation);
    if (!selected) return;
    kernels.hueWeights(own.address, weights, pixels, table);
    kernels.blendByWeights(own.address, tweaked, weights, to.address, pixels);
  });
  return result;
}

/**
 * What writes runs with all but the saturation done.
 *
 * @param before - what samples become before hues turn, and at all where they don't.
 * @param after - what they become after that.
 */
function toneSteps(before: Uint8Array, after: Uint8Array, degrees: number) {
  const { kernels, memory } = chromaKernels();
  const [first, second] = [runAddress(5), runAddress(6)] as const;
  if (degrees === 0) {
    memory.set(
      before.map((v) => after[v]!),
      first,
    );
    return (from: number, to: number, pixels: number) => kernels.mapBytes(from, to, 3 * pixels, first);
  }
  const isTurnedAtOnce = before.every((v, n) => v === n);
  const isDone = after.every((v, n) => v === n);
  memory.set(before, first);
  memory.set(after, second);
  const codes = hueCodes(degrees);
  return (from: number, to: number, pixels: number) => {
    if (!isTurnedAtOnce) kernels.mapBytes(from, to, 3 * pixels, first);
    kernels.turnHues(isTurnedAtOnce ? from : to, to, pixels, codes);
    if (!isDone) kernels.mapBytes(to, to, 3 * pixels, second);
  };
}

/** Mean of Pillow's gray over the picture after gamma, hue and brightness, 0..255. */
function meanGray(run: PixelRun, image: RgbImage, fill: ReturnType<typeof toneSteps>, toned: number): number {
  const { kernels } = chromaKernels();
  const pixels = image.shape[0]! * image.shape[1]!;
  let sum = 0;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    fill(run.address, toned, length);
    sum += kernels.sumGray(toned, length);
  }
  return sum / pixels;
}
