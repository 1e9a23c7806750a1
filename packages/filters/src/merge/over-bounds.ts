import { type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { mergeKernels } from './kernels.ts';
import { overTexture } from './texture.ts';

/**
 * Calls `visit` for all pixels of a picture, a run at a time, with the addresses of the degrees of texture of the run's
 * pixels and of the bounds' limits, in the memory of `mergeKernels`. Places for runs from 0 to 2 are free then.
 */
export function overBounds(
  image: RgbImage,
  bounds: ChromaBounds,
  visit: (start: number, pixels: number, texture: number, limits: number) => void,
): void {
  const { memory } = mergeKernels();
  const texture = runAddress(3);
  // Place 4 has the luma that texture comes from.
  const limits = runAddress(5);
  memory.set(new Uint8Array(bounds.limits.buffer), limits);
  if (bounds.isTextured) {
    overTexture(image, texture, (start, pixels) => visit(start, pixels, texture, limits));
    return;
  }
  memory.fill(0, texture, texture + RUN_PIXELS);
  const pixels = image.shape[0]! * image.shape[1]!;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    visit(start, Math.min(RUN_PIXELS, pixels - start), texture, limits);
  }
}
