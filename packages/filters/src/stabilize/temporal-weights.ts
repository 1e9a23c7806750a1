import { ensureOneOf, ensureWhole } from '../option-checks.ts';

/**
 * How the pictures of a window share in the mean: all alike (`arithmetic`), the nearer the more (`weighted`), or as the
 * original's "weighted" has it, where the farthest future picture counts most (`weighted-unmirrored`).
 */
export type TemporalMode = 'arithmetic' | 'weighted' | 'weighted-unmirrored';

/** The modes of {@link temporalWeights}. */
export const TEMPORAL_MODES = ['arithmetic', 'weighted', 'weighted-unmirrored'] as const;

/**
 * The shares of the pictures of a window in per cent, from the farthest past to the farthest future; their sum is 100.
 *
 * `arithmetic`: trunc(100 / n) for each neighbour. `weighted`: trunc(100 j / (n (n + 1) / 2)) for the j-th neighbour
 * counted from outside, the same on both sides. What truncation leaves goes to the centre.
 *
 * @param frames - size of the window, 3..15; an even number counts as the odd one above it.
 * @param mode - default in every filter: `arithmetic`.
 * @throws HavcError `OPTION_INVALID` for a size or a mode.
 *
 * Source: HAVC's `_build_avg_arithmetic` and `_build_avg_weighted` (vsslib/vsfilters.py). The original's weighted table
 * isn't mirrored (6, 13, 62, 6, 13), so that a picture far in the future counts more than the next one; that table is
 * `weighted-unmirrored` here.
 */
export function temporalWeights(frames: number, mode: TemporalMode): number[] {
  const count = windowSize(frames, 'frames');
  ensureOneOf(mode, 'mode', TEMPORAL_MODES);
  const radius = (count - 1) / 2;
  const side = Array.from({ length: radius }, (_, n) =>
    mode === 'arithmetic' ? Math.trunc(100 / count) : Math.trunc((100 * (n + 1)) / ((count * (count + 1)) / 2)),
  );
  const centre = 100 - 2 * side.reduce((sum, weight) => sum + weight, 0);
  return [...side, centre, ...(mode === 'weighted' ? side.toReversed() : side)];
}

/**
 * The size of a window that an option stands for: 3..15, an even number made odd.
 *
 * @param path - of the option, for the message.
 * @throws HavcError `OPTION_INVALID` for another number.
 */
export function windowSize(frames: number, path: string): number {
  return ensureWhole(frames, path, 3, 15) | 1;
}
