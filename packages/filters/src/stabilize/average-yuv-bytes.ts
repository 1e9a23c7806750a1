import type { RgbImage } from '@havc/core';
import { PixelRun, RUN_LENGTH, runsOf } from './pixel-run.ts';

/**
 * `averageChroma` with the original's numbers: U and V in OpenCV's 8-bit YUV, their weighted sum in 64-bit floats in the
 * original's order (the centre first), its fraction cut off. Sums such as 0.2 · 128 · 5 may so come out a code lower.
 *
 * Source: HAVC's `_color_temporal_stabilizer` (vsslib/imfilters.py); OpenCV 4.6 for the factors of YUV.
 */
export function averageYuvBytes(
  pictures: readonly RgbImage[],
  weights: readonly number[],
  current: number,
  out: RgbImage,
): RgbImage {
  const runs = pictures.map((picture) => new PixelRun(picture));
  const own = runs[current]!;
  const to = new PixelRun(out);
  const u = new Float64Array(RUN_LENGTH);
  const v = new Float64Array(RUN_LENGTH);
  for (const [start, length] of runsOf(out)) {
    for (const run of runs) run.read(start, length);
    u.fill(0);
    v.fill(0);
    addRun(u, v, own, weights[current]! / 100);
    for (let n = 0; n < runs.length; n++) if (n !== current) addRun(u, v, runs[n]!, weights[n]! / 100);
    writeRun(u, v, own, to);
    to.write(start, length);
  }
  return out;
}

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

function addRun(u: Float64Array, v: Float64Array, { bytes }: PixelRun, weight: number): void {
  for (let n = 0, i = 0; n < RUN_LENGTH; n++, i += 3) {
    const R = bytes[i]!;
    const B = bytes[i + 2]!;
    const Y = (4899 * R + 9617 * bytes[i + 1]! + 1868 * B + HALF) >> SHIFT;
    const V = (14369 * (R - Y) + NEUTRAL + HALF) >> SHIFT;
    u[n] = u[n]! + ((8061 * (B - Y) + NEUTRAL + HALF) >> SHIFT) * weight;
    v[n] = v[n]! + Math.min(255, Math.max(0, V)) * weight;
  }
}

function writeRun(u: Float64Array, v: Float64Array, { bytes }: PixelRun, to: PixelRun): void {
  const target = to.bytes;
  for (let n = 0, i = 0; n < RUN_LENGTH; n++, i += 3) {
    const Y = (4899 * bytes[i]! + 9617 * bytes[i + 1]! + 1868 * bytes[i + 2]! + HALF) >> SHIFT;
    const U = (u[n]! | 0) - 128;
    const V = (v[n]! | 0) - 128;
    const R = Y + ((18678 * V + HALF) >> SHIFT);
    const G = Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT);
    const B = Y + ((33292 * U + HALF) >> SHIFT);
    target[i] = Math.min(255, Math.max(0, R));
    target[i + 1] = Math.min(255, Math.max(0, G));
    target[i + 2] = Math.min(255, Math.max(0, B));
  }
}
