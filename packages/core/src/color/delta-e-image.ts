import { ensureSameShape, type Plane, type RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, planeOutput } from '../kernel-arguments.ts';
import { deltaE2000 } from './delta-e.ts';
import { labRow, labTables } from './lab-row.ts';

/**
 * The CIEDE2000 difference of two pictures, pixel by pixel.
 *
 * @param a - R'G'B' as sRGB, full range 0..255, any strides.
 * @param b - same shape.
 * @param out - floats of shape [height, width]; a new plane when absent.
 * @returns `out`, 0 where the colours are equal; within 1e-3 of {@link deltaE2000}.
 * @throws HavcError `SHAPE_INVALID` when the images or `out` don't fit each other.
 *
 * Source: {@link deltaE2000} on the colours of {@link rgbToLab}.
 */
export function deltaE2000Map(a: RgbImage, b: RgbImage, out?: Plane<Float32Array>): Plane<Float32Array> {
  ensurePair(a, b);
  const result = planeOutput(out, a, Float32Array);
  ensureApart(result, a, ['out', 'a']);
  ensureApart(result, b, ['out', 'b']);
  const [rowStep, step] = result.stride as [number, number];
  eachRow(a, b, (row, differences) => {
    let o = result.offset + row * rowStep;
    for (let column = 0; column < differences.length; column++, o += step) result.data[o] = differences[column]!;
  });
  return result;
}

/**
 * The mean CIEDE2000 difference of two pictures over all pixels: one number for how far their colours are apart.
 *
 * @param a - R'G'B' as sRGB, full range 0..255, any strides.
 * @param b - same shape.
 * @returns 0 for equal pictures; within 1e-3 of the mean of {@link deltaE2000}.
 * @throws HavcError `SHAPE_INVALID` when the images don't fit each other.
 *
 * Source: {@link deltaE2000} on the colours of {@link rgbToLab}.
 */
export function meanDeltaE2000(a: RgbImage, b: RgbImage): number {
  ensurePair(a, b);
  let sum = 0;
  eachRow(a, b, (_, differences) => {
    for (let column = 0; column < differences.length; column++) sum += differences[column]!;
  });
  return sum / (a.shape[0]! * a.shape[1]!);
}

function ensurePair(a: RgbImage, b: RgbImage): void {
  ensureRgbImage(a, 'a');
  ensureRgbImage(b, 'b');
  ensureSameShape(a, b, ['a', 'b']);
}

function eachRow(a: RgbImage, b: RgbImage, take: (row: number, differences: Float64Array) => void): void {
  const [height, width] = a.shape as [number, number];
  const tables = labTables();
  const rotation = rotationTable();
  const labA = new Float64Array(3 * width);
  const labB = new Float64Array(3 * width);
  const differences = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    labRow(tables, a.data, a.offset + row * a.stride[0]!, a.stride[1]!, a.stride[2]!, width, labA);
    labRow(tables, b.data, b.offset + row * b.stride[0]!, b.stride[1]!, b.stride[2]!, width, labB);
    differenceRow(rotation, labA, labB, differences);
    take(row, differences);
  }
}

const ROTATION_STEPS = 4096;

let rotations: Float64Array | undefined;

/**
 * sin 2Δθ of the rotation term, by the cosine of the angle between the mean hue and 275 degrees, from 0 to 1. It is
 * smooth in the cosine. Past 90 degrees it is under 3e-6 and counts as 0.
 */
function rotationTable(): Float64Array {
  rotations ??= Float64Array.from({ length: ROTATION_STEPS + 2 }, (_, step) => {
    const angle = (Math.acos(Math.min(1, step / ROTATION_STEPS)) * 180) / Math.PI;
    return Math.sin((Math.PI / 3) * Math.exp(-((angle / 25) ** 2)));
  });
  return rotations;
}

/**
 * CIEDE2000 without angles. With the two hues as vectors, the mean hue is their bisector, ΔH' follows from their cross
 * product, and cosines of multiples of an angle from its cosine and sine. The names are the paper's.
 */
function differenceRow(rotation: Float64Array, labA: Float64Array, labB: Float64Array, out: Float64Array): void {
  const degree = Math.PI / 180;
  const [cos30, sin30] = [Math.cos(30 * degree), Math.sin(30 * degree)];
  const [cos6, sin6] = [Math.cos(6 * degree), Math.sin(6 * degree)];
  const [cos63, sin63] = [Math.cos(63 * degree), Math.sin(63 * degree)];
  const [cos275, sin275] = [Math.cos(275 * degree), Math.sin(275 * degree)];
  for (let n = 0, i = 0; n < out.length; n++, i += 3) {
    const L1 = labA[i]!;
    const L2 = labB[i]!;
    const a1 = labA[i + 1]!;
    const a2 = labB[i + 1]!;
    const b1 = labA[i + 2]!;
    const b2 = labB[i + 2]!;
    const stretch = 1.5 - 0.5 * seventhPowerRatio((Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)) / 2);
    const ap1 = stretch * a1;
    const ap2 = stretch * a2;
    const Cp1 = Math.sqrt(ap1 * ap1 + b1 * b1);
    const Cp2 = Math.sqrt(ap2 * ap2 + b2 * b2);
    const CpMean = (Cp1 + Cp2) / 2;
    const middle = (L1 + L2) / 2 - 50;
    const lightness = (L2 - L1) / (1 + (0.015 * middle * middle) / Math.sqrt(20 + middle * middle));
    const chroma = (Cp2 - Cp1) / (1 + 0.045 * CpMean);
    const product = Cp1 * Cp2;
    const facing = (product + ap1 * ap2 + b1 * b2) / 2;
    // One of the two is gray: there is no difference of hue.
    if (product === 0) {
      out[n] = Math.sqrt(lightness * lightness + chroma * chroma);
      continue;
    }
    // Opposite hues have no bisector that survives rounding; the plain formula knows what to do.
    if (facing < 1e-6 * product) {
      out[n] = deltaE2000([L1, a1, b1], [L2, a2, b2]);
      continue;
    }
    const root = Math.sqrt(facing);
    const dHp = (ap1 * b2 - b1 * ap2) / root;
    const length = 2 * Math.sqrt(product) * root;
    const c = (ap1 * Cp2 + ap2 * Cp1) / length;
    const s = (b1 * Cp2 + b2 * Cp1) / length;
    const c2 = c * c - s * s;
    const s2 = 2 * c * s;
    const c3 = c2 * c - s2 * s;
    const s3 = s2 * c + c2 * s;
    const c4 = c2 * c2 - s2 * s2;
    const s4 = 2 * c2 * s2;
    const T =
      1 - 0.17 * (c * cos30 + s * sin30) + 0.24 * c2 + 0.32 * (c3 * cos6 - s3 * sin6) - 0.2 * (c4 * cos63 + s4 * sin63);
    const hue = dHp / (1 + 0.015 * CpMean * T);
    let sum = lightness * lightness + chroma * chroma + hue * hue;
    const near275 = c * cos275 + s * sin275;
    if (near275 > 0) {
      const place = near275 * ROTATION_STEPS;
      const step = place | 0;
      const below = rotation[step]!;
      const turn = below + (rotation[step + 1]! - below) * (place - step);
      sum -= turn * 2 * seventhPowerRatio(CpMean) * chroma * hue;
    }
    out[n] = Math.sqrt(Math.max(sum, 0));
  }
}

/** √(C⁷ / (C⁷ + 25⁷)) by multiplications. */
function seventhPowerRatio(C: number): number {
  const C2 = C * C;
  const C7 = C2 * C2 * C2 * C;
  return Math.sqrt(C7 / (C7 + 6103515625));
}
