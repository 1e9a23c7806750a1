import { overRuns, PixelRun, type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import { PLACES } from './average-places.ts';
import { stabilizeKernels } from './kernels.ts';

/**
 * `averageChroma` with the original's numbers: U and V in OpenCV's 8-bit YUV, their weighted sum in 64-bit floats in the
 * original's order (the centre first), its fraction cut off. Sums such as 0.2 · 128 · 5 may so come out a code lower.
 *
 * Source: HAVC's `_color_temporal_stabilizer` (vsslib/imfilters.py); OpenCV 4.6 for the factors of YUV.
 */
export function averageYuvBytes(
  pictures: readonly RgbImage[],
  weights: readonly number[],
  current: number,
  out: RgbImage,
): RgbImage {
  const { kernels, memory } = stabilizeKernels();
  const order = [current, ...pictures.map((_, n) => n).filter((n) => n !== current)];
  const runs = order.map((n, place) => new PixelRun(pictures[n]!, memory, place));
  const to = new PixelRun(out, memory, PLACES.output);
  const sums = runAddress(PLACES.sums);
  const apart = 8 * RUN_PIXELS;
  overRuns(runs, to, out, (pixels) => {
    memory.fill(0, sums, sums + 2 * apart);
    runs.forEach(({ address }, place) => {
      kernels.addChroma(address, sums, apart, pixels, weights[order[place]!]! / 100);
    });
    kernels.writeChroma(runs[0]!.address, sums, apart, to.address, pixels);
  });
  return out;
}
