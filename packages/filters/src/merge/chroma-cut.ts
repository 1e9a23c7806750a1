import { PixelRun, type Plane, planeOutput, type RgbImage } from '@havc/core';
import type { ChromaBounds } from './chroma-bounds.ts';
import { mergeKernels } from './kernels.ts';
import { overBounds } from './over-bounds.ts';

/** How many codes bounds around the first picture's chroma cut off the second's: the larger of U's and V's, 0..255. */
export function chromaCut(first: RgbImage, second: RgbImage, bounds: ChromaBounds, out?: Plane): Plane {
  const result = planeOutput(out, first, Uint8Array);
  const { kernels, memory } = mergeKernels();
  const own = new PixelRun(first, memory, 0);
  const other = new PixelRun(second, memory, 1);
  const to = new PixelRun(result, memory, 2);
  overBounds(first, bounds, (start, pixels, texture, limits) => {
    own.read(start, pixels);
    other.read(start, pixels);
    kernels.chromaCut(own.address, other.address, texture, to.address, pixels, limits);
    to.write(start, pixels);
  });
  return result;
}
