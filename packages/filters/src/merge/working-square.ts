/**
 * The side of the square that the original shrinks pictures to where their colours are to be computed fast: 40 % of the
 * width in steps of 16, from 256 to `largest`, but never more than the width.
 *
 * Source: HAVC's `HAVC_merge` (largest 512) and `ChromaRetentionMerge` (largest 768).
 */
export function workingSquare(width: number, largest: number): number {
  const side = 16 * Math.trunc((0.4 * width) / 16);
  return Math.min(Math.max(side, 256), largest, width);
}
