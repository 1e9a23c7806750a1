import type { AxisTable } from './lut-axes.ts';

/** Bytes that the tables for a lattice take. */
export const LATTICE_TABLES_BYTES = 15_872;

/**
 * Writes the tables that the kernels read for each pixel, laid out as in `assembly/look/tables.ts`.
 *
 * Fractions are looked up by their rank among those of all three axes: so a pixel's are sorted by comparing whole numbers.
 */
export function writeLatticeTables(
  memory: Uint8Array,
  address: number,
  axes: readonly [AxisTable, AxisTable, AxisTable],
  size: number,
  own: number,
): void {
  const { buffer } = memory;
  const ranks = new Uint16Array(buffer, address, 3 * 256);
  const positions = new Int32Array(buffer, address + 1536, 3 * 256);
  const fractions = new Float64Array(buffer, address + 4608, 3 * 256);
  const steps = new Int32Array(buffer, address + 10_752, 3 * 256);
  const owns = new Float64Array(buffer, address + 13_824, 256);
  const fractionOf = (entry: number) => axes[entry >> 8]!.fraction[entry & 255]!;
  const order = Uint16Array.from(ranks.keys()).sort((a, b) => fractionOf(a) - fractionOf(b));
  for (const [rank, entry] of order.entries()) {
    const channel = entry >> 8;
    ranks[entry] = 8 * rank;
    fractions[rank] = fractionOf(entry);
    steps[rank] = 12 * size ** channel;
    // Samples of 4 bytes.
    positions[entry] = 4 * axes[channel]!.position[entry & 255]!;
  }
  for (let byte = 0; byte < 256; byte++) owns[byte] = own * byte;
}
