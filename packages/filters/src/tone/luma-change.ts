import type { FloatTables } from './correction.ts';
import { toneKernels } from './kernels.ts';

/** How many bits the sums of the kernels have after the point. */
const SHIFT = 12;

/** Adds a change of luma to `count` pixels, in place: addresses in the memory of the kernels. */
export type AddLumaChange = (pixels: number, before: number, after: number, count: number) => void;

/**
 * What adds a share of a change of luma to R', G' and B' alike of pixels that went through tables, rounded once; of use
 * until it is asked for another time.
 *
 * result = table[code] + weight · (after − before). It keeps the differences between the three, which are its colour,
 * to the last digit; a way over 8-bit YUV rounds them, and clips the V of strong reds.
 *
 * @param weight - 0..1.
 */
export function lumaChange(tables: FloatTables, weight: number): AddLumaChange {
  const { kernels, memory } = toneKernels();
  const address = kernels.CHANGES.value;
  const changes = new Int32Array(511);
  for (let n = 0; n < 511; n++) changes[n] = fixed(Math.fround(weight * (n - 255)));
  if (tables.every((table) => table.every((value, code) => value === code))) {
    // Without fractions in the tables, what is added is a whole number.
    const half = 1 << (SHIFT - 1);
    new Int16Array(memory.buffer, address, 511).set(changes.map((change) => (change + half) >> SHIFT));
    return kernels.addLumaStep;
  }
  const place = new Int32Array(memory.buffer, address, 3 * 256 + 511);
  for (const [n, table] of tables.entries())
    place.set(
      Int32Array.from(table, (value) => fixed(value + 0.5)),
      256 * n,
    );
  place.set(changes, 3 * 256);
  return kernels.addLumaChange;
}

function fixed(value: number): number {
  return Math.round(value * (1 << SHIFT));
}
