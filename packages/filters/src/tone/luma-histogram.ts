import { PixelRun, type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import { addedHistograms } from '../scene/luma-histogram.ts';
import { toneKernels } from './kernels.ts';

/** How many pixels have each luma code, the Y of OpenCV's 8-bit YUV. `image` is checked by the caller. */
export function histogramOfLuma(image: RgbImage): Uint32Array {
  const { kernels, memory } = toneKernels();
  const counts = kernels.TABLES.value;
  const luma = runAddress(1);
  const run = new PixelRun(image, memory, 0);
  const pixels = image.shape[0]! * image.shape[1]!;
  memory.fill(0, counts, counts + 4096);
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    kernels.rgbToY(run.address, luma, length);
    kernels.countBytes(luma, length, counts);
  }
  return addedHistograms(
    memory,
    [0, 1, 2, 3].map((n) => counts + 1024 * n),
  );
}

/** The mean luma of a picture in codes, the Y of OpenCV's 8-bit YUV. `image` is checked by the caller. */
export function meanY(image: RgbImage): number {
  const { kernels, memory } = toneKernels();
  const run = new PixelRun(image, memory, 0);
  const pixels = image.shape[0]! * image.shape[1]!;
  let sum = 0;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    sum += kernels.sumLuma(run.address, length);
  }
  return sum / pixels;
}

/** The mean of what a histogram counted, in codes. */
export function meanOfHistogram(histogram: Uint32Array): number {
  let sum = 0;
  let count = 0;
  for (let code = 0; code < 256; code++) {
    sum += code * histogram[code]!;
    count += histogram[code]!;
  }
  return sum / count;
}
