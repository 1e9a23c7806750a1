import {
  ensureApart,
  ensureRgbImage,
  ensureSameShape,
  ensureSamplePlane,
  HavcError,
  overRuns,
  PixelRun,
  type Plane,
  type RgbImage,
  RUN_PIXELS,
} from '@havc/core';
import ndarray from 'ndarray';
import { ensureOneOf, ensureWhole } from '../option-checks.ts';
import { sceneKernels } from './kernels.ts';

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

/** Columns for which the kernels have room. */
const MAX_WIDTH = 65_536;

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
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type, or more than 65,536 columns; `OPTION_INVALID` for an
 * option out of range or when `out` overlaps `image`.
 *
 * Source: ITU-T H.273 (2021), clause 8.3; sizes as in HAVC's `vsscdect.py`, which shrinks with a cubic filter instead.
 */
export function sceneLuma(image: RgbImage, options: SceneLumaOptions = {}, out?: Plane): Plane {
  ensureRgbImage(image, 'image');
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const [height, width] = image.shape as [number, number];
  if (width > MAX_WIDTH) {
    throw new HavcError('SHAPE_INVALID', `image must have at most ${MAX_WIDTH} columns, got ${width}: scale it down.`);
  }
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
  const { kernels, memory } = sceneKernels();
  const [red, green, blue] = [Math.round(KR * gain), Math.round(KG * gain), Math.round(KB * gain)];
  const start = (lift << SHIFT) + (1 << (SHIFT - 1));
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(out, memory, 1);
  overRuns([from], to, image, (pixels) =>
    kernels.weighPixels(from.address, to.address, pixels, red, green, blue, start),
  );
}

/** Bits after the point of the samples that are summed: a row of 8000 of them fits 32 bits, and more wrap harmlessly. */
const SUM_SHIFT = 10;
/** Output columns for which the kernels have room. */
const STRIPE = 2048;
/** Bytes of the kernels' tables for each of them: part, whole, sum and last row. */
const TABLES_PER_COLUMN = 28;

/** One pass over the picture: running sums along each row, of which a mean is a difference; rows are added up by parts. */
function shrink(image: RgbImage, out: Plane, gain: number, lift: number): void {
  const ends = borders(image.shape[1]!, out.shape[1]!);
  for (let left = 0; left < ends.whole.length; left += STRIPE) {
    const right = Math.min(left + STRIPE, ends.whole.length);
    shrinkColumns(image, out.hi(-1, right).lo(0, left), ends, left, gain, lift);
  }
}

/** The same for some output columns, from number `left` on. */
function shrinkColumns(image: RgbImage, out: Plane, ends: Borders, left: number, gain: number, lift: number): void {
  const { kernels, memory } = sceneKernels();
  const [height, width] = image.shape as [number, number];
  const [outHeight, columns] = out.shape as [number, number];
  const first = left === 0 ? 0 : ends.whole[left - 1]!;
  const leftOut = left === 0 ? 0 : ends.part[left - 1]!;
  const last = Math.min(width, ends.whole[left + columns - 1]! + 1);
  const tables = kernels.TABLES.value;
  memory.fill(0, tables, tables + TABLES_PER_COLUMN * STRIPE);
  const part = new Float64Array(memory.buffer, tables, STRIPE);
  const whole = new Int32Array(memory.buffer, part.byteOffset + part.byteLength, STRIPE);
  for (let column = 0; column < columns; column++) {
    part[column] = ends.part[left + column]!;
    whole[column] = ends.whole[left + column]! - first;
  }
  const run = new PixelRun(image, memory, 0);
  const to = new PixelRun(out, memory, 1);
  const scale = (gain * (ends.whole.length * outHeight)) / (width * height) / (1 << SUM_SHIFT);
  let target = 0;
  for (let row = 0; row < height; row++) {
    for (let start = first; start < last; start += RUN_PIXELS) {
      const length = Math.min(RUN_PIXELS, last - start);
      run.read(row * width + start, length);
      kernels.runLuma(run.address, start - first, length);
    }
    // The border below the target row, in source rows: this row lies above it, or is cut by it.
    const border = ((target + 1) * height) / outHeight;
    const share = Math.min(1, border - row);
    kernels.addRow(columns, leftOut, share);
    if (border > row + 1) continue;
    kernels.finishRow(columns, to.address, scale, lift, 1 - share);
    to.write(target * columns, columns);
    target++;
  }
}

/** Where each output sample ends, in input samples: whole ones, and the part of the next. */
interface Borders {
  readonly whole: Int32Array;
  readonly part: Float64Array;
}

function borders(inputs: number, outputs: number): Borders {
  const ends = Array.from({ length: outputs }, (_, output) => ((output + 1) * inputs) / outputs);
  return {
    whole: Int32Array.from(ends, Math.floor),
    part: Float64Array.from(ends, (end) => end - Math.floor(end)),
  };
}
