import type { LutTable, RgbTriple } from './lut.ts';

/** What curves make of each byte of red, of green and of blue: three tables of 256 numbers, white being 1. */
export type CurveTables = readonly [Float64Array, Float64Array, Float64Array];

/** Where each byte of a channel lies on its axis of a lattice. */
export interface AxisTable {
  /** Position in the lattice's values of the point before it; the last but one at the axis's end. */
  readonly position: Int32Array;
  /** Way from there to the next point, 0..1. */
  readonly fraction: Float64Array;
}

/** The curves' values for all bytes, read linearly; without curves, byte / 255. */
export function curveTables(curves: LutTable | undefined): CurveTables {
  return [0, 1, 2].map((c) =>
    Float64Array.from({ length: 256 }, (_, byte) => {
      if (!curves) return byte / 255;
      const { size, values } = curves;
      const [cell, fraction] = locate(byte / 255, curves, c);
      const low = values[3 * cell + c]!;
      return low + fraction * (values[3 * Math.min(cell + 1, size - 1) + c]! - low);
    }),
  ) as unknown as CurveTables;
}

/** Where all bytes lie in a lattice after they went through the curves. */
export function axisTables(lattice: LutTable, curves: CurveTables): readonly [AxisTable, AxisTable, AxisTable] {
  return curves.map((curve, c) => {
    const position = new Int32Array(256);
    const fraction = new Float64Array(256);
    for (let byte = 0; byte < 256; byte++) {
      const [cell, rest] = locate(curve[byte]!, lattice, c);
      position[byte] = 3 * cell * lattice.size ** c;
      fraction[byte] = rest;
    }
    return { position, fraction };
  }) as unknown as readonly [AxisTable, AxisTable, AxisTable];
}

/** The point before a value, which has a next one, and the way to it. */
function locate(
  value: number,
  { size, from, to }: { readonly size: number; readonly from: RgbTriple; readonly to: RgbTriple },
  channel: number,
): [cell: number, fraction: number] {
  const [first, last] = [from[channel]!, to[channel]!];
  const steps = Math.min(size - 1, Math.max(0, ((value - first) / (last - first)) * (size - 1)));
  const cell = Math.min(size - 2, Math.floor(steps));
  return [cell, steps - cell];
}
