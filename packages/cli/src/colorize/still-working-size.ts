import type { Recipe } from '@havc/presets';

/** Photographs may be very large, and are worked on in memory: the shorter side of their working pictures ends here. */
const LARGEST_STILL = 4096;

/** The shorter side of a photograph's working picture, pixels; never more than it has. */
export function stillWorkingSize({ size }: Pick<Recipe, 'size'>): number {
  return size === 'full' ? LARGEST_STILL : size;
}

/**
 * The size by which `renderFactor: "auto"` goes for photographs, pixels: the largest, whatever the photograph's. A folder
 * of many sizes would else need a network of its own for each of them in memory.
 */
export const STILL_SIZE = { width: LARGEST_STILL, height: LARGEST_STILL };
