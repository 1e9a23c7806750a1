import { HavcError } from '@havc/core';

/** A red, a green and a blue number. */
export type RgbTriple = readonly [red: number, green: number, blue: number];

/**
 * A table of colours over evenly spaced inputs.
 *
 * `values` holds R'G'B' triples, 0 black and 1 white, values beyond allowed: of curves, one triple an input value, each
 * channel by itself; of a lattice, one triple for each combination of inputs, red running fastest, then green.
 */
export interface LutTable {
  /** Inputs along an axis: of curves 2..65536, of a lattice 2..256. */
  readonly size: number;
  /** The inputs at which the table begins, 0 being black. */
  readonly from: RgbTriple;
  /** The inputs at which it ends, 1 being white; each larger than in `from`. Inputs outside count as the nearest end. */
  readonly to: RgbTriple;
  /** 3 · size numbers of curves, 3 · size³ of a lattice. */
  readonly values: Float32Array;
}

/** A look-up table for colours: curves (1D), a lattice (3D), or curves and then a lattice. */
export interface Lut {
  readonly title?: string;
  /** Applied first. */
  readonly curves?: LutTable;
  /** Applied to what the curves give. */
  readonly lattice?: LutTable;
}

/** The largest table of curves that the Cube LUT specification allows. */
export const MAX_CURVE_SIZE = 65536;
/** The largest side of a lattice that it allows. */
export const MAX_LATTICE_SIZE = 256;

/**
 * Checks at a kernel's door that a LUT has at least one table, and that its tables are as large as they say.
 *
 * @throws HavcError `OPTION_INVALID` that names the part of it.
 */
export function ensureLut(lut: Lut, path: string): void {
  if (!lut.curves && !lut.lattice) {
    throw new HavcError('OPTION_INVALID', `${path} must have curves, a lattice or both.`);
  }
  if (lut.curves) ensureTable(lut.curves, `${path}.curves`, MAX_CURVE_SIZE, 1);
  if (lut.lattice) ensureTable(lut.lattice, `${path}.lattice`, MAX_LATTICE_SIZE, 3);
}

function ensureTable({ size, from, to, values }: LutTable, path: string, most: number, axes: number): void {
  if (!Number.isInteger(size) || size < 2 || size > most) {
    throw new HavcError(
      'OPTION_INVALID',
      `${path}.size must be a whole number from 2 to ${most}, got ${String(size)}.`,
    );
  }
  const wanted = 3 * size ** axes;
  if (!(values instanceof Float32Array) || values.length !== wanted) {
    const got = values instanceof Float32Array ? values.length : 'another kind of list';
    throw new HavcError('OPTION_INVALID', `${path}.values must be a Float32Array of ${wanted} numbers, got ${got}.`);
  }
  for (let c = 0; c < 3; c++) {
    const [first, last] = [from[c]!, to[c]!];
    if (Number.isFinite(first) && Number.isFinite(last) && first < last) continue;
    throw new HavcError(
      'OPTION_INVALID',
      `${path} must begin below where it ends, got from ${String(first)} to ${String(last)} for channel ${c}.`,
    );
  }
}
