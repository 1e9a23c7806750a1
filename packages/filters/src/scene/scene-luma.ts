import {
  ensureApart,
  ensureRgbImage,
  ensureSameShape,
  ensureSamplePlane,
  HavcError,
  type Plane,
  type RgbImage,
} from '@havc/core';
import ndarray from 'ndarray';
import { ensureOneOf, ensureWhole } from '../option-checks.ts';

/** Which codes black and white have: 0 and 255, or video's 16 and 235. */
export type LumaRange = 'full' | 'limited';

/** How {@link sceneLuma} makes a frame ready for analysis. */
export interface SceneLumaOptions {
  /** Default: `full`. The original analyses `limited` luma (white is 0.92) and holds it against limits meant for 0..1. */
  readonly range?: LumaRange;
  /** The plane is at most this wide, in pixels, 1..65536. Default: 512. */
  readonly maxWidth?: number;
  /** The plane is at most this high, in pixels, 1..65536. Default: 480. */
  readonly maxHeight?: number;
}

/** Fixed-point factors of BT.709 luma; their sum is 1, so that gray keeps its value. */
const SHIFT = 16;
const [KR, KG, KB] = [13_933, 46_871, 4_732];

/**
 * A frame's BT.709 luma, small enough to compare frames fast: shrunk to fit `maxWidth` x `maxHeight` with its
 * proportions kept, each sample the mean of the area it covers. A frame that fits keeps its size.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - of the size that {@link sceneLumaSize} gives; a new plane when absent. Must not share memory with `image`.
 * @returns `out`, rounded half up once, after shrinking.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for an option out of range or when
 * `out` overlaps `image`.
 *
 * Source: ITU-T H.273 (2021), clause 8.3; sizes as in HAVC's `vsscdect.py`, which shrinks with a cubic filter instead.
 */
export function sceneLuma(image: RgbImage, options: SceneLumaOptions = {}, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const [height, width] = image.shape as [number, number];
  const size = sceneLumaSize(width, height, options);
  const result = out ?? ndarray(new Uint8Array(size.width * size.height), [size.height, size.width]);
  ensureSamplePlane(result, 'out', ['Uint8Array']);
  ensureSameShape(result, { shape: [size.height, size.width] }, ['out', 'the analysis size']);
  ensureApart(result, image, ['out', 'image']);
  const [gain, lift] = range === 'full' ? [1, 0] : [219 / 255, 16];
  if (size.width === width && size.height === height) convert(image, result, gain, lift);
  else shrink(image, result, gain, lift);
  return result;
}

/**
 * The size that {@link sceneLuma} gives a frame: inside `maxWidth` x `maxHeight`, never enlarged, at least 1 x 1.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range, or a frame without pixels.
 */
export function sceneLumaSize(
  width: number,
  height: number,
  options: SceneLumaOptions = {},
): { readonly width: number; readonly height: number } {
  const maxWidth = ensureWhole(options.maxWidth ?? 512, 'options.maxWidth', 1, 65_536);
  const maxHeight = ensureWhole(options.maxHeight ?? 480, 'options.maxHeight', 1, 65_536);
  if (!(width >= 1 && height >= 1)) {
    throw new HavcError('OPTION_INVALID', `A frame needs a width and a height of at least 1, got ${width}x${height}.`);
  }
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function convert(image: RgbImage, out: Plane, gain: number, lift: number): void {
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = out.stride as [number, number];
  const from = image.data;
  const to = out.data;
  const kr = Math.round(KR * gain);
  const kg = Math.round(KG * gain);
  const kb = Math.round(KB * gain);
  const start = (lift << SHIFT) + (1 << (SHIFT - 1));
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = out.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      to[o] = (kr * from[i]! + kg * from[i + channelStep]! + kb * from[i + 2 * channelStep]! + start) >> SHIFT;
    }
  }
}

/** Bits after the point of the samples that are summed: a row of 8000 of them fits 32 bits, and more wrap harmlessly. */
const SUM_SHIFT = 10;

/** One pass over the picture: running sums along each row, of which a mean is a difference; rows are added up by parts. */
function shrink(image: RgbImage, out: Plane, gain: number, lift: number): void {
  const [height, width] = image.shape as [number, number];
  const [outHeight, outWidth] = out.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = out.stride as [number, number];
  const from = image.data;
  const columns = borders(width, outWidth);
  const running = new Int32Array(width + 2);
  const sums = new Float64Array(outWidth);
  const scale = (gain * (outWidth * outHeight)) / (width * height) / (1 << SUM_SHIFT);
  const line = new Float64Array(outWidth);
  const meanRow = () => {
    let before = 0;
    let beforePart = 0;
    for (let column = 0; column < outWidth; column++) {
      const at = columns.whole[column]!;
      const sum = running[at]! | 0;
      const part = columns.part[column]! * ((running[at + 1]! - sum) | 0);
      line[column] = ((sum - before) | 0) + part - beforePart;
      before = sum;
      beforePart = part;
    }
  };
  let target = 0;
  const finishRow = () => {
    for (let column = 0, o = out.offset + target * toRowStep; column < outWidth; column++, o += toStep) {
      out.data[o] = sums[column]! * scale + lift + 0.5;
    }
    target++;
  };
  for (let row = 0; row < height; row++) {
    let sum = 0;
    let i = image.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const luma = KR * from[i]! + KG * from[i + channelStep]! + KB * from[i + 2 * channelStep]!;
      sum = (sum + (luma >> (SHIFT - SUM_SHIFT))) | 0;
      running[column + 1] = sum;
    }
    running[width + 1] = sum;
    // The border below the target row, in source rows: this row lies above it, or is cut by it.
    const border = ((target + 1) * height) / outHeight;
    const share = Math.min(1, border - row);
    meanRow();
    for (let column = 0; column < outWidth; column++) sums[column]! += share * line[column]!;
    if (border > row + 1) continue;
    finishRow();
    for (let column = 0; column < outWidth; column++) sums[column] = (1 - share) * line[column]!;
  }
}

/** Where each output sample ends, in input samples: whole ones, and the part of the next. */
function borders(inputs: number, outputs: number): { readonly whole: Int32Array; readonly part: Float64Array } {
  const ends = Array.from({ length: outputs }, (_, output) => ((output + 1) * inputs) / outputs);
  return {
    whole: Int32Array.from(ends, Math.floor),
    part: Float64Array.from(ends, (end) => end - Math.floor(end)),
  };
}
