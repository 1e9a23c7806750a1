import { toneCurve } from './tone-curve.ts';
import { type ToneGrid, toneGrid } from './tone-grid.ts';
import { countPairs, tonePairs } from './tone-pairs.ts';

/** How the tone of a picture changed: the curve that says most of it, and what places have beside it. */
export interface ToneChange {
  /** What became of each luma, 0..255, not whole. */
  readonly curve: Float64Array;
  readonly grid: ToneGrid;
}

/**
 * Measures the change of tone between two pictures of one size.
 *
 * @returns a function of the lumas before and after, 0..255 row by row, whose result is good until its next call, and
 * undefined where both are the same everywhere.
 */
export function toneChange(
  width: number,
  height: number,
): (before: Uint8Array, after: Uint8Array) => ToneChange | undefined {
  const pairs = tonePairs();
  const measureGrid = toneGrid(width, height);
  return (before, after) => {
    // Buffers compare in one step of the processor's own, which is nothing beside the rest.
    if (Buffer.from(before.buffer, before.byteOffset, before.byteLength).equals(after)) return undefined;
    countPairs(before, after, width, pairs);
    const curve = toneCurve(pairs);
    return { curve, grid: measureGrid(before, after, curve) };
  };
}
