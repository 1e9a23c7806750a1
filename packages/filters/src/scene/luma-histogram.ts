import { ensureSamplePlane, HavcError, type Plane } from '@havc/core';

/**
 * How often each value occurs in a plane: 256 counts.
 *
 * @param plane - samples 0..255, any strides.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type.
 */
export function lumaHistogram(plane: Plane): Uint32Array {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  // Four tables in turn: neighbours are often equal, and counting one value twice in a row makes the processor wait.
  const counts = new Int32Array(4 * 256);
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  const { data } = plane;
  for (let row = 0; row < height; row++) {
    let i = plane.offset + row * rowStep;
    let column = 0;
    for (; column + 3 < width; column += 4, i += 4 * step) {
      counts[data[i]!]!++;
      counts[256 + data[i + step]!]!++;
      counts[512 + data[i + 2 * step]!]!++;
      counts[768 + data[i + 3 * step]!]!++;
    }
    for (; column < width; column++, i += step) counts[data[i]!]!++;
  }
  return Uint32Array.from(
    { length: 256 },
    (_, value) => counts[value]! + counts[256 + value]! + counts[512 + value]! + counts[768 + value]!,
  );
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
