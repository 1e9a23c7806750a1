import { deltaE2000, type LabColor } from '@havc/core';

/** Result of {@link labDifference}. */
export interface LabDifference {
  /** Mean CIEDE2000 of the cells that count; null without any. */
  readonly mean: number | null;
  /** The cells that count, of all, 0 to 1. */
  readonly share: number;
}

/**
 * The mean CIEDE2000 of two pictures' cells.
 *
 * @param first - L*, a* and b* of each cell.
 * @param second - as many.
 * @param counts - 1 for cells that count; all of them when absent.
 * @param map - gets the difference of each cell, NaN where it doesn't count.
 */
export function labDifference(
  first: Float32Array,
  second: Float32Array,
  counts?: Uint8Array,
  map?: Float32Array,
): LabDifference {
  const cells = first.length / 3;
  const one: [number, number, number] = [0, 0, 0];
  const other: [number, number, number] = [0, 0, 0];
  let sum = 0;
  let counted = 0;
  for (let cell = 0, i = 0; cell < cells; cell++, i += 3) {
    if (counts && counts[cell] === 0) {
      if (map) map[cell] = Number.NaN;
      continue;
    }
    counted++;
    if (map) map[cell] = 0;
    one[0] = first[i]!;
    one[1] = first[i + 1]!;
    one[2] = first[i + 2]!;
    other[0] = second[i]!;
    other[1] = second[i + 1]!;
    other[2] = second[i + 2]!;
    if (one[0] === other[0] && one[1] === other[1] && one[2] === other[2]) continue;
    const difference = deltaE2000(one satisfies LabColor, other);
    sum += difference;
    if (map) map[cell] = difference;
  }
  return { mean: counted === 0 ? null : sum / counted, share: cells === 0 ? 0 : counted / cells };
}
