import { overRuns, PixelRun, type RgbImage } from '@havc/core';
import { lookKernels, tablesAddress } from './kernels.ts';
import { LATTICE_TABLES_BYTES, writeLatticeTables } from './lattice-tables.ts';
import type { LutTable } from './lut.ts';
import type { AxisTable, CurveTables } from './lut-axes.ts';

/** Each channel through its own curve. */
export function applyCurves(image: RgbImage, curves: CurveTables, strength: number, result: RgbImage): void {
  const { kernels, memory } = lookKernels();
  const tables = tablesAddress();
  for (const [c, curve] of curves.entries()) {
    for (let byte = 0; byte < 256; byte++) {
      const value = Math.min(1, Math.max(0, curve[byte]!));
      memory[tables + 256 * c + byte] = (1 - strength) * byte + 255 * strength * value + 0.5;
    }
  }
  const [from, to] = [new PixelRun(image, memory, 0), new PixelRun(result, memory, 1)];
  overRuns([from], to, image, (pixels) => kernels.curves(from.address, to.address, pixels, tables));
}

/**
 * Each colour looked up between a lattice's points. Tetrahedral: a mix of the four corners of the tetrahedron that it
 * lies in, from the cell's first corner along the axes in the order of the fractions, largest first. Trilinear: a mix of
 * all eight corners of its cell.
 */
export function applyLattice(
  image: RgbImage,
  { size, values }: LutTable,
  axes: readonly [AxisTable, AxisTable, AxisTable],
  options: { readonly interpolation: 'trilinear' | 'tetrahedral'; readonly strength: number },
  result: RgbImage,
): void {
  const simd = lookKernels();
  const tables = tablesAddress();
  const lattice = tables + LATTICE_TABLES_BYTES;
  simd.reserve(lattice + 4 * values.length + 16);
  const { kernels, memory } = simd;
  writeLatticeTables(memory, tables, axes, size, 1 - options.strength);
  new Float32Array(memory.buffer, lattice).set(values);
  const [nextRed, nextGreen, nextBlue] = [12, 12 * size, 12 * size * size];
  const across = nextRed + nextGreen + nextBlue;
  const share = 255 * options.strength;
  const [from, to] = [new PixelRun(image, memory, 0), new PixelRun(result, memory, 1)];
  overRuns([from], to, image, (pixels) => {
    if (options.interpolation === 'tetrahedral') {
      kernels.tetrahedral(from.address, to.address, pixels, tables, lattice, across, share);
    } else kernels.trilinear(from.address, to.address, pixels, tables, lattice, nextGreen, nextBlue, share);
  });
}
