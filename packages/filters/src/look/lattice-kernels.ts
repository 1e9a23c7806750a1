import type { RgbImage } from '@havc/core';
import type { LutTable } from './lut.ts';
import type { AxisTable, CurveTables } from './lut-axes.ts';

type Axes = readonly [AxisTable, AxisTable, AxisTable];

/** Each channel through its own curve. */
export function applyCurves(image: RgbImage, curves: CurveTables, strength: number, result: RgbImage): void {
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const bytes = curves.map((curve) =>
    Uint8Array.from(curve, (value, byte) => (1 - strength) * byte + 255 * strength * clip(value) + 0.5),
  );
  for (let row = 0; row < height; row++) {
    for (let c = 0; c < 3; c++) {
      const table = bytes[c]!;
      let i = image.offset + row * rowStep + c * sampleStep;
      let o = result.offset + row * toRowStep + c * toSampleStep;
      for (let column = 0; column < width; column++, i += step, o += toStep) to[o] = table[from[i]!]!;
    }
  }
}

/**
 * The colour between the lattice's points as a mix of the four corners of the tetrahedron that it lies in: from the
 * cell's first corner along the axes in the order of the fractions, largest first.
 */
export function applyTetrahedral(
  image: RgbImage,
  { size, values }: LutTable,
  axes: Axes,
  strength: number,
  result: RgbImage,
): void {
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [b, toB] = [2 * g, 2 * toG];
  const [{ position: redAt, fraction: redPart }, green, blue] = axes;
  const { position: greenAt, fraction: greenPart } = green;
  const { position: blueAt, fraction: bluePart } = blue;
  const nextRed = 3;
  const nextGreen = 3 * size;
  const nextBlue = 3 * size * size;
  const across = nextRed + nextGreen + nextBlue;
  const own = 1 - strength;
  const share = 255 * strength;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const G = from[i + g]!;
      const B = from[i + b]!;
      const p = (redAt[R]! + greenAt[G]! + blueAt[B]!) | 0;
      const r = redPart[R]!;
      const s = greenPart[G]!;
      const t = bluePart[B]!;
      // The two corners on the way, and the fractions sorted.
      let second = 0;
      let third = 0;
      let most = 0;
      let middle = 0;
      let least = 0;
      if (r > s) {
        if (s > t) {
          second = p + nextRed;
          third = second + nextGreen;
          most = r;
          middle = s;
          least = t;
        } else if (r > t) {
          second = p + nextRed;
          third = second + nextBlue;
          most = r;
          middle = t;
          least = s;
        } else {
          second = p + nextBlue;
          third = second + nextRed;
          most = t;
          middle = r;
          least = s;
        }
      } else if (t > s) {
        second = p + nextBlue;
        third = second + nextGreen;
        most = t;
        middle = s;
        least = r;
      } else if (t > r) {
        second = p + nextGreen;
        third = second + nextBlue;
        most = s;
        middle = t;
        least = r;
      } else {
        second = p + nextGreen;
        third = second + nextRed;
        most = s;
        middle = r;
        least = t;
      }
      const last = p + across;
      const w0 = 1 - most;
      const w1 = most - middle;
      const w2 = middle - least;
      const x = w0 * values[p]! + w1 * values[second]! + w2 * values[third]! + least * values[last]!;
      const y = w0 * values[p + 1]! + w1 * values[second + 1]! + w2 * values[third + 1]! + least * values[last + 1]!;
      const z = w0 * values[p + 2]! + w1 * values[second + 2]! + w2 * values[third + 2]! + least * values[last + 2]!;
      to[o] = own * R + share * clip(x) + 0.5;
      to[o + toG] = own * G + share * clip(y) + 0.5;
      to[o + toB] = own * B + share * clip(z) + 0.5;
    }
  }
}

/** The colour between the lattice's points as a mix of all eight corners of its cell. */
export function applyTrilinear(
  image: RgbImage,
  { size, values }: LutTable,
  axes: Axes,
  strength: number,
  result: RgbImage,
): void {
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, g] = image.stride as [number, number, number];
  const [toRowStep, toStep, toG] = result.stride as [number, number, number];
  const [red, green, blue] = axes;
  const nextGreen = 3 * size;
  const nextBlue = 3 * size * size;
  const own = 1 - strength;
  const share = 255 * strength;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const G = from[i + g]!;
      const B = from[i + 2 * g]!;
      const p = (red.position[R]! + green.position[G]! + blue.position[B]!) | 0;
      const r = red.fraction[R]!;
      const s = green.fraction[G]!;
      const t = blue.fraction[B]!;
      for (let c = 0; c < 3; c++) {
        const near = square(values, p + c, nextGreen, r, s);
        const value = near + t * (square(values, p + c + nextBlue, nextGreen, r, s) - near);
        to[o + c * toG] = own * from[i + c * g]! + share * clip(value) + 0.5;
      }
    }
  }
}

/** Between the four points of one blue. */
function square(values: Float32Array, p: number, nextGreen: number, r: number, s: number): number {
  const near = values[p]! + r * (values[p + 3]! - values[p]!);
  const q = p + nextGreen;
  const far = values[q]! + r * (values[q + 3]! - values[q]!);
  return near + s * (far - near);
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
