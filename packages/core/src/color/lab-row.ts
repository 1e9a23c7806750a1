import { linearLightTable } from './srgb.ts';

/**
 * CIE L*a*b* of one row of bytes: the arithmetic that {@link rgbToLab}, {@link rgbToLab8} and the whole-image colour
 * difference share.
 *
 * Source: scikit-image 0.19, `rgb2lab` (its matrix and its D65 white of the 2-degree observer, 0.95047, 1, 1.08883).
 */

/** Where the cube root of the Lab curve gives way to a straight line. */
const EPSILON = 0.008856;

const CURVE_STEPS = 4096;

let cubeRoots: Float64Array | undefined;

/** Cube roots of n / 4096, a little past 1 because of rounding in the matrix. */
function cubeRootTable(): Float64Array {
  cubeRoots ??= Float64Array.from({ length: CURVE_STEPS + 8 }, (_, step) => Math.cbrt(step / CURVE_STEPS));
  return cubeRoots;
}

/** What a caller fetches once and hands to {@link labRow} for each row. */
export interface LabTables {
  readonly linear: Float64Array;
  readonly roots: Float64Array;
}

/** The tables of {@link labRow}, made on first use. */
export function labTables(): LabTables {
  return { linear: linearLightTable(), roots: cubeRootTable() };
}

/**
 * Writes L, a, b of `width` pixels into `lab`, three numbers a pixel: L 0..100, a and b about −110..110.
 *
 * Right to 1e-5 against the formula with `Math.cbrt`: the table's cube root is off by 0.5% at most, and one step of
 * Halley's method, which triples the digits, takes that to 1e-7.
 */
export function labRow(
  tables: LabTables,
  data: Uint8Array,
  position: number,
  pixelStep: number,
  channelStep: number,
  width: number,
  lab: Float64Array,
): void {
  const { linear, roots } = tables;
  for (let column = 0, o = 0; column < width; column++, o += 3, position += pixelStep) {
    const R = linear[data[position]!]!;
    const G = linear[data[position + channelStep]!]!;
    const B = linear[data[position + 2 * channelStep]!]!;
    const x = curve(roots, (0.412453 * R + 0.35758 * G + 0.180423 * B) / 0.95047);
    const y = curve(roots, 0.212671 * R + 0.71516 * G + 0.072169 * B);
    const z = curve(roots, (0.019334 * R + 0.119193 * G + 0.950227 * B) / 1.08883);
    lab[o] = 116 * y - 16;
    lab[o + 1] = 500 * (x - y);
    lab[o + 2] = 200 * (y - z);
  }
}

function curve(roots: Float64Array, t: number): number {
  if (t <= EPSILON) return 7.787 * t + 16 / 116;
  const root = roots[(t * CURVE_STEPS + 0.5) | 0]!;
  const cube = root * root * root;
  return (root * (cube + 2 * t)) / (2 * cube + t);
}
