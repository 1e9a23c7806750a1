import type { Recipe } from '@havc/presets';

/** Photographs may be very large, and are worked on in memory: the shorter side of their working pictures ends here. */
const LARGEST_STILL = 4096;

/** The shorter side of a photograph's working picture, pixels; never more than it has. */
export function stillWorkingSize({ size }: Pick<Recipe, 'size'>): number {
  return size === 'full' ? LARGEST_STILL : size;
}
