import type { Recipe } from '@havc/presets';

/** Larger working pictures are decoded by nothing. */
const LARGEST = 4096;

/** The shorter side of working pictures, pixels; never more than the film or the photograph has. */
export function workingSize({ size }: Pick<Recipe, 'size'>): number {
  return size === 'full' ? LARGEST : size;
}
