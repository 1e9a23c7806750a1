import { ensureSameShape, ensureSamplePlane, PixelRun, type Plane, RUN_PIXELS } from '@havc/core';
import { sceneKernels } from './kernels.ts';

/** How far two frames are apart, at the first one's edges and altogether. */
export interface EdgeDifference {
  /** 10 · mean(|first − second| · mask / 255) / 255, 0..10. */
  readonly edges: number;
  /** 4 · mean |first − second| / 255, 0..4. */
  readonly whole: number;
}

/**
 * How far two planes are apart where the first one has edges: moving outlines count, changes of light hardly do.
 *
 * Each product with the mask is rounded to a whole number, as in the original.
 *
 * @param first - luma 0..255, any strides.
 * @param second - same shape.
 * @param mask - of `first`, from {@link edgeMask}; same shape.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type, or when the shapes differ.
 *
 * Source: HAVC's `vs_edge_based_scenedetect`; the factors 10 and 4 only bring both numbers to the scale of its threshold.
 */
export function edgeDifference(first: Plane, second: Plane, mask: Plane): EdgeDifference {
  ensureSamplePlane(first, 'first', ['Uint8Array']);
  ensureSamplePlane(second, 'second', ['Uint8Array']);
  ensureSamplePlane(mask, 'mask', ['Uint8Array']);
  ensureSameShape(first, second, ['first', 'second']);
  ensureSameShape(first, mask, ['first', 'mask']);
  const { kernels, memory } = sceneKernels();
  const [one, other] = [new PixelRun(first, memory, 0), new PixelRun(second, memory, 1)];
  const weights = new PixelRun(mask, memory, 2);
  const count = first.shape[0]! * first.shape[1]!;
  let [edges, whole] = [0, 0];
  for (let start = 0; start < count; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, count - start);
    for (const run of [one, other, weights]) run.read(start, length);
    edges += kernels.sumMaskedDifferences(one.address, other.address, weights.address, length);
    whole += kernels.sumDifferences(one.address, other.address, length);
  }
  const samples = count * 255;
  return { edges: (10 * edges) / samples, whole: (4 * whole) / samples };
}
