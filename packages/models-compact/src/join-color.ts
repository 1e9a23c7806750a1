import type { AxisWeights } from './resample.ts';

/** Steps of the table from linear light to 8-bit sRGB: fine enough for 0.1 levels where the curve is steepest. */
const LINEAR_STEPS = 16384;

/** CIE 1976 L*a*b* as skimage rounds it: f = L * PER_LIGHTNESS + OFFSET, and the straight line near black. */
const PER_LIGHTNESS = 1 / 116;
const OFFSET = 16 / 116;
const SLOPE = 1 / 7.787;

/** Linear sRGB from XYZ whose white is (1, 1, 1): the inverse of skimage's matrix, D65 folded in. */
const RGB_FROM_XYZ = [
  [3.0799803, -1.5371515, -0.5428213],
  [-0.9212478, 1.87599, 0.0452473],
  [0.0528905, -0.2040413, 1.151232],
] as const;

/**
 * Writes the picture that has lightness `L` (0..100) and the colours of `ab`, interleaved R'G'B'. `ab` holds two small
 * planes, a and b, `abWidth` samples a row, that `horizontal` and `vertical` bring to the picture's size.
 */
export type JoinKernel = (
  L: Float32Array,
  ab: Float32Array,
  horizontal: AxisWeights,
  vertical: AxisWeights,
  abWidth: number,
  out: Uint8Array,
) => void;

/**
 * Makes the kernel that joins lightness and colour: enlarges a and b by straight lines, and takes Lab to sRGB as
 * `skimage.color.lab2rgb` does (D65), within one level. All in one pass, with tables made here, once.
 */
export function createJoinKernel(): JoinKernel {
  const encoded = Uint8Array.from({ length: LINEAR_STEPS + 1 }, (_, step) => toCode(step / LINEAR_STEPS));
  const [[rx, ry, rz], [gx, gy, gz], [bx, by, bz]] = RGB_FROM_XYZ;
  let rowA = new Float64Array(0);
  let rowB = new Float64Array(0);

  return (L, ab, horizontal, vertical, abWidth, out) => {
    const { first, weights, taps } = horizontal;
    const width = first.length;
    const height = vertical.first.length;
    const planeB = ab.length / 2;
    if (rowA.length !== abWidth + 1) {
      rowA = new Float64Array(abWidth + 1);
      rowB = new Float64Array(abWidth + 1);
    }
    for (let y = 0, at = 0, to = 0; y < height; y++) {
      const upper = vertical.first[y]! * abWidth;
      const lower = vertical.taps === 2 ? upper + abWidth : upper;
      const lowerWeight = vertical.taps === 2 ? vertical.weights[y * 2 + 1]! : 0;
      for (let x = 0; x < abWidth; x++) {
        const a = ab[upper + x]!;
        const b = ab[planeB + upper + x]!;
        // Divided here, once a column of the small map, as Lab's formula wants them.
        rowA[x] = (a + (ab[lower + x]! - a) * lowerWeight) / 500;
        rowB[x] = (b + (ab[planeB + lower + x]! - b) * lowerWeight) / 200;
      }
      for (let x = 0; x < width; x++, at++, to += 3) {
        const left = first[x]!;
        const rightWeight = taps === 2 ? weights[x * 2 + 1]! : 0;
        const leftA = rowA[left]!;
        const leftB = rowB[left]!;
        const fy = L[at]! * PER_LIGHTNESS + OFFSET;
        const fx = fy + leftA + (rowA[left + 1]! - leftA) * rightWeight;
        const fz = fy - leftB - (rowB[left + 1]! - leftB) * rightWeight;
        const X = fx > 0.2068966 ? fx * fx * fx : (fx - OFFSET) * SLOPE;
        const Y = fy > 0.2068966 ? fy * fy * fy : (fy - OFFSET) * SLOPE;
        const Z = fz > 0.2068966 ? fz * fz * fz : (Math.max(fz, 0) - OFFSET) * SLOPE;
        const r = rx * X + ry * Y + rz * Z;
        const g = gx * X + gy * Y + gz * Z;
        const b = bx * X + by * Y + bz * Z;
        out[to] = encoded[r <= 0 ? 0 : r >= 1 ? LINEAR_STEPS : (r * LINEAR_STEPS + 0.5) | 0]!;
        out[to + 1] = encoded[g <= 0 ? 0 : g >= 1 ? LINEAR_STEPS : (g * LINEAR_STEPS + 0.5) | 0]!;
        out[to + 2] = encoded[b <= 0 ? 0 : b >= 1 ? LINEAR_STEPS : (b * LINEAR_STEPS + 0.5) | 0]!;
      }
    }
  };
}

/** IEC 61966-2-1, 5.2: from linear light 0..1 to the 8-bit code, rounded. */
function toCode(linear: number): number {
  const value = linear > 0.0031308 ? 1.055 * linear ** (1 / 2.4) - 0.055 : 12.92 * linear;
  return Math.round(value * 255);
}
