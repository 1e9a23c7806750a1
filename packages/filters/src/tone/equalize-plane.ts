import { ensureSamplePlane, overRuns, PixelRun, type Plane, planeOutput } from '@havc/core';
import { roundHalfEven } from '../round-half-even.ts';
import { lumaHistogram } from '../scene/luma-histogram.ts';
import { toneKernels } from './kernels.ts';

/**
 * A plane whose codes are spread so that each range of codes is used equally often, bit for bit OpenCV's `equalizeHist`.
 *
 * code' = 255 · (cdf(code) − cdf(darkest)) / (samples − cdf(darkest)). A plane of one code stays as it is.
 *
 * @param plane - bytes, any strides.
 * @param out - same shape; a new plane when absent. May be `plane` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `plane` or `out` isn't bytes of [height, width].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/histogram.cpp.
 */
export function equalizePlane(plane: Plane, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const result = planeOutput(out, plane, Uint8Array);
  const { kernels, memory } = toneKernels();
  memory.set(equalizationTable(lumaHistogram(plane)), kernels.TABLES.value);
  const from = new PixelRun(plane, memory, 0);
  const to = new PixelRun(result, memory, 0);
  overRuns([from], to, plane, (bytes) => kernels.mapBytes(to.address, bytes));
  return result;
}

/** The table of 256 codes that equalises what a histogram counted. */
export function equalizationTable(histogram: Uint32Array): Uint8Array {
  let darkest = 0;
  while (histogram[darkest] === 0) darkest++;
  let total = 0;
  for (const count of histogram) total += count;
  const rest = total - histogram[darkest]!;
  if (rest === 0) return new Uint8Array(256).fill(darkest);
  const table = new Uint8Array(256);
  // OpenCV's factor and product are 32-bit floats.
  const scale = Math.fround(255 / rest);
  let sum = 0;
  for (let code = darkest + 1; code < 256; code++) {
    sum += histogram[code]!;
    table[code] = roundHalfEven(Math.fround(Math.fround(sum) * scale));
  }
  return table;
}
