import { isNumber } from '../page/format.ts';

/** A point of a thinned series. */
export interface ThinPoint {
  /** Of the frame in the middle of what it stands for. */
  readonly frame: number;
  /** Null where no frame of it has a value. */
  readonly value: number | null;
}

/**
 * A series with fewer points than frames, for lines that many frames would only make heavier.
 *
 * @param most - points at most.
 * @param keep - the largest value of each stretch, so that no peak is lost, or their mean.
 */
export function thinSeries(
  values: readonly (number | null)[],
  most: number,
  keep: 'largest' | 'mean',
): readonly ThinPoint[] {
  const step = Math.max(1, Math.ceil(values.length / most));
  return Array.from({ length: Math.ceil(values.length / step) }, (_, index) => {
    const part = values.slice(index * step, (index + 1) * step).filter(isNumber);
    const frame = index * step + Math.floor((Math.min(step, values.length - index * step) - 1) / 2);
    if (part.length === 0) return { frame, value: null };
    return {
      frame,
      value: keep === 'largest' ? Math.max(...part) : part.reduce((sum, value) => sum + value, 0) / part.length,
    };
  });
}
