import { ensureSamplePlane, HavcError, PixelRun, type Plane, RUN_PIXELS } from '@havc/core';
import { sceneKernels } from './kernels.ts';

/**
 * How often each value occurs in a plane: 256 counts.
 *
 * @param plane - samples 0..255, any strides.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type.
 */
export function lumaHistogram(plane: Plane): Uint32Array {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const { kernels, memory } = sceneKernels();
  const counts = kernels.TABLES.value;
  const run = new PixelRun(plane, memory, 0);
  const samples = plane.shape[0]! * plane.shape[1]!;
  memory.fill(0, counts, counts + 4096);
  for (let start = 0; start < samples; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, samples - start);
    run.read(start, length);
    kernels.countBytes(run.address, length, counts);
  }
  return addedHistograms(
    memory,
    [0, 1, 2, 3].map((n) => counts + 1024 * n),
  );
}

/** The sum of histograms of 256 counts in the memory of kernels, which count in several by turns. */
export function addedHistograms(memory: Uint8Array, addresses: readonly number[]): Uint32Array {
  const sum = new Uint32Array(256);
  for (const address of addresses) {
    const counts = new Uint32Array(memory.buffer, address, 256);
    for (let code = 0; code < 256; code++) sum[code] = sum[code]! + counts[code]!;
  }
  return sum;
}

/**
 * How alike two histograms are: 1 − Hellinger distance, from 0 (no value in common) to 1 (the same shares).
 *
 * The distance is √(1 − Σ √(aᵢ bᵢ) / √(Σa Σb)), so the two need not count as many samples.
 *
 * @throws HavcError `SHAPE_INVALID` when they don't have the same number of bins, or one of them counts nothing.
 *
 * Source: OpenCV's `compareHist` with `HISTCMP_HELLINGER`, as HAVC's candidate filter uses it.
 */
export function histogramSimilarity(first: Uint32Array, second: Uint32Array): number {
  let [total, otherTotal, common] = [0, 0, 0];
  for (let bin = 0; bin < first.length; bin++) {
    const a = first[bin]!;
    const b = second[bin]!;
    total += a;
    otherTotal += b;
    common += Math.sqrt(a * b);
  }
  if (first.length !== second.length || total === 0 || otherTotal === 0) {
    throw new HavcError(
      'SHAPE_INVALID',
      'first and second must be histograms of as many bins, each with counts in it.',
    );
  }
  return 1 - Math.sqrt(Math.max(0, 1 - common / Math.sqrt(total * otherTotal)));
}
