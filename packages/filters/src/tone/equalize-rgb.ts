import { ensureRgbImage, PixelRun, type RgbImage, RUN_PIXELS } from '@havc/core';
import { addedHistograms } from '../scene/luma-histogram.ts';
import { equalizationTable } from './equalize-plane.ts';
import { toneKernels } from './kernels.ts';
import { mapCodes } from './map-codes.ts';

/**
 * The picture with each of R', G' and B' equalised on its own, bit for bit as OpenCV's `equalizeHist` does a plane.
 *
 * It draws on the whole range in each channel, so that colour casts go as well as flatness.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: HAVC's `rgb_equalizer`, method 1 (havc_utils.py).
 */
export function equalizeRgb(image: RgbImage, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const [red, green, blue] = channelHistograms(image);
  return mapCodes(image, [equalizationTable(red), equalizationTable(green), equalizationTable(blue)], out);
}

/** How many pixels have each code, of R', G' and B'. `image` is checked by the caller. */
export function channelHistograms(image: RgbImage): [Uint32Array, Uint32Array, Uint32Array] {
  const { kernels, memory } = toneKernels();
  const counts = kernels.TABLES.value;
  const run = new PixelRun(image, memory, 0);
  const pixels = image.shape[0]! * image.shape[1]!;
  memory.fill(0, counts, counts + 6144);
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    kernels.countCodes(run.address, length, counts);
  }
  const channel = (n: number) => addedHistograms(memory, [counts + 1024 * n, counts + 1024 * (n + 3)]);
  return [channel(0), channel(1), channel(2)];
}
