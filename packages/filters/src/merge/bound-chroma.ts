import type { RgbImage } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { RgbRow } from './rgb-rows.ts';
import { textureRows } from './texture-rows.ts';

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

/**
 * Writes the first picture with the chroma of the second, held within bounds around the first's own, mixed with the
 * first, in one pass.
 *
 * Y of `first`, U and V of `second` within the bounds, all in OpenCV's 8-bit YUV, back to R'G'B', then `blend`.
 *
 * @param blend - how the bounded picture is mixed with the first: see `blendTable`.
 * @param result - checked by `ensureMergePair`.
 * @returns the mean luma of what was written, 0..1, rounded to 6 digits, as `meanLuma` gives it.
 */
export function boundChroma(
  first: RgbImage,
  second: RgbImage,
  bounds: ChromaBounds,
  blend: Uint8Array,
  result: RgbImage,
): number {
  const [height, width] = first.shape as [number, number];
  const own = new RgbRow(first);
  const other = new RgbRow(second);
  const target = new RgbRow(result);
  const texture = bounds.isTextured ? textureRows(first) : undefined;
  const degrees = new Int32Array(width);
  let sum = 0;
  for (let row = 0; row < height; row++) {
    texture?.read(row, degrees);
    own.read(row);
    other.read(row);
    sum += boundRow(bounds.limits, blend, degrees, own.bytes, other.bytes, target.bytes);
    target.write(row);
  }
  return Math.round((sum / (width * height) / 255) * 1e6) / 1e6;
}

/** Returns the sum of the luma of what was written. */
function boundRow(
  limits: Uint16Array,
  blend: Uint8Array,
  degrees: Int32Array,
  own: Uint8Array,
  other: Uint8Array,
  to: Uint8Array,
): number {
  let sum = 0;
  for (let column = 0, n = 0; column < degrees.length; column++, n += 3) {
    const R1 = own[n]!;
    const G1 = own[n + 1]!;
    const B1 = own[n + 2]!;
    const R2 = other[n]!;
    const B2 = other[n + 2]!;
    const Y1 = (4899 * R1 + 9617 * G1 + 1868 * B1 + HALF) >> SHIFT;
    const Y2 = (4899 * R2 + 9617 * other[n + 1]! + 1868 * B2 + HALF) >> SHIFT;
    // U of a real colour stays inside 16..240; V runs over both ends and is clipped.
    const U1 = (8061 * (B1 - Y1) + NEUTRAL + HALF) >> SHIFT;
    const V1 = Math.min(255, Math.max(0, (14369 * (R1 - Y1) + NEUTRAL + HALF) >> SHIFT));
    const U2 = (8061 * (B2 - Y2) + NEUTRAL + HALF) >> SHIFT;
    const V2 = Math.min(255, Math.max(0, (14369 * (R2 - Y2) + NEUTRAL + HALF) >> SHIFT));
    const degree = degrees[column]!;
    const limitsU = limits[degree | U1]!;
    const limitsV = limits[degree | V1]!;
    const U = Math.max(limitsU & 0xff, Math.min(limitsU >> 8, U2)) - 128;
    const V = Math.max(limitsV & 0xff, Math.min(limitsV >> 8, V2)) - 128;
    const R = blend[(R1 << 8) | Math.min(255, Math.max(0, Y1 + ((18678 * V + HALF) >> SHIFT)))]!;
    const G = blend[(G1 << 8) | Math.min(255, Math.max(0, Y1 + ((-6472 * U - 9519 * V + HALF) >> SHIFT)))]!;
    const B = blend[(B1 << 8) | Math.min(255, Math.max(0, Y1 + ((33292 * U + HALF) >> SHIFT)))]!;
    to[n] = R;
    to[n + 1] = G;
    to[n + 2] = B;
    sum = (sum + ((4899 * R + 9617 * G + 1868 * B + HALF) >> SHIFT)) | 0;
  }
  return sum;
}
