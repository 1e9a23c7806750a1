import type { Plane, RgbImage } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { RowReader, RowWriter } from './rgb-rows.ts';
import { textureRows } from './texture-rows.ts';

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

/** What {@link boundChroma} is given beside the pictures and `out`. */
export interface BoundChromaOptions {
  readonly bounds: ChromaBounds;
  /** How the bounded picture is mixed with the first: see `blendTable`. */
  readonly blend: Uint8Array;
  /** Where to write how many codes were cut off of each pixel's chroma: the larger of both, 0..255. */
  readonly cut?: Plane | undefined;
}

/**
 * Writes the first picture with the chroma of the second, held within bounds around the first's own, mixed with the
 * first, in one pass.
 *
 * Y of `first`, U and V of `second` within the bounds, all in OpenCV's 8-bit YUV, back to R'G'B', then `blend`.
 *
 * @param result - checked by `ensureMergePair`.
 * @returns the mean luma of what was written, 0..1, rounded to 6 digits, as `meanLuma` gives it.
 */
export function boundChroma(first: RgbImage, second: RgbImage, options: BoundChromaOptions, result: RgbImage): number {
  const { bounds, blend, cut } = options;
  const [height, width] = first.shape as [number, number];
  const own = new RowReader(first);
  const other = new RowReader(second);
  const target = new RowWriter(result);
  const texture = bounds.textured ? textureRows(first) : undefined;
  const degrees = new Int32Array(width);
  const cuts = new Uint8Array(width);
  let lumaSum = 0;
  for (let row = 0; row < height; row++) {
    texture?.read(row, degrees);
    own.moveTo(row);
    other.moveTo(row);
    target.moveTo(row);
    lumaSum += boundRow(
      bounds,
      blend,
      degrees,
      own.data,
      own.at,
      other.data,
      other.at,
      target.data,
      target.at,
      cuts,
      width,
    );
    target.store(row);
    if (cut !== undefined) writeRow(cuts, cut, row);
  }
  return Math.round((lumaSum / (width * height) / 255) * 1e6) / 1e6;
}

/** Returns the sum of the luma of what was written. */
function boundRow(
  bounds: ChromaBounds,
  blend: Uint8Array,
  degrees: Int32Array,
  own: Uint8Array,
  ownAt: number,
  other: Uint8Array,
  otherAt: number,
  to: Uint8Array,
  toAt: number,
  cuts: Uint8Array,
  width: number,
): number {
  const { low, high } = bounds;
  let sum = 0;
  for (let column = 0, i = ownAt, j = otherAt, o = toAt; column < width; column++, i += 3, j += 3, o += 3) {
    const R1 = own[i]!;
    const G1 = own[i + 1]!;
    const B1 = own[i + 2]!;
    const R2 = other[j]!;
    const B2 = other[j + 2]!;
    const Y1 = (4899 * R1 + 9617 * G1 + 1868 * B1 + HALF) >> SHIFT;
    const Y2 = (4899 * R2 + 9617 * other[j + 1]! + 1868 * B2 + HALF) >> SHIFT;
    // U of a real colour stays inside 16..240; V runs over both ends and is clipped.
    const U1 = (8061 * (B1 - Y1) + NEUTRAL + HALF) >> SHIFT;
    const V1 = Math.min(255, Math.max(0, (14369 * (R1 - Y1) + NEUTRAL + HALF) >> SHIFT));
    const U2 = (8061 * (B2 - Y2) + NEUTRAL + HALF) >> SHIFT;
    const V2 = Math.min(255, Math.max(0, (14369 * (R2 - Y2) + NEUTRAL + HALF) >> SHIFT));
    const degree = degrees[column]!;
    const boundU = Math.max(low[degree | U1]!, Math.min(high[degree | U1]!, U2));
    const boundV = Math.max(low[degree | V1]!, Math.min(high[degree | V1]!, V2));
    cuts[column] = Math.max(Math.abs(U2 - boundU), Math.abs(V2 - boundV));
    const U = boundU - 128;
    const V = boundV - 128;
    const boundR = Math.min(255, Math.max(0, Y1 + ((18678 * V + HALF) >> SHIFT)));
    const boundG = Math.min(255, Math.max(0, Y1 + ((-6472 * U - 9519 * V + HALF) >> SHIFT)));
    const boundB = Math.min(255, Math.max(0, Y1 + ((33292 * U + HALF) >> SHIFT)));
    const R = blend[(R1 << 8) | boundR]!;
    const G = blend[(G1 << 8) | boundG]!;
    const B = blend[(B1 << 8) | boundB]!;
    to[o] = R;
    to[o + 1] = G;
    to[o + 2] = B;
    sum = (sum + ((4899 * R + 9617 * G + 1868 * B + HALF) >> SHIFT)) | 0;
  }
  return sum;
}

function writeRow(from: Uint8Array, plane: Plane, row: number): void {
  const [rowStep, step] = plane.stride as [number, number];
  let o = plane.offset + row * rowStep;
  for (let column = 0; column < from.length; column++, o += step) plane.data[o] = from[column]!;
}
