import { type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { mergeKernels } from './kernels.ts';
import { overTexture, TEXTURE } from './texture.ts';

/** Where {@link overBounds} puts the limits. */
export const LIMITS = runAddress(5);

/**
 * Calls `visit` for all pixels of a picture, a run at a time, with the bounds' limits at {@link LIMITS} and the degrees
 * of texture of the run's pixels at `TEXTURE`, in the memory of `mergeKernels`. Places for runs from 0 to 2 are free then.
 */
export function overBounds(
  image: RgbImage,
  bounds: ChromaBounds,
  visit: (start: number, pixels: number) => void,
): void {
  const { memory } = mergeKernels();
  memory.set(new Uint8Array(bounds.limits.buffer), LIMITS);
  if (bounds.isTextured) {
    overTexture(image, visit);
    return;
  }
  memory.fill(0, TEXTURE, TEXTURE + RUN_PIXELS);
  const pixels = image.shape[0]! * image.shape[1]!;
  for (let start = 0; start < pixels; start += RUN_PIXELS) visit(start, Math.min(RUN_PIXELS, pixels - start));
}
