import { ensureSameShape, ensureSamplePlane, type Plane } from '@havc/core';

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
  const [height, width] = first.shape as [number, number];
  const [rowStep, step] = first.stride as [number, number];
  const [otherRowStep, otherStep] = second.stride as [number, number];
  const [maskRowStep, maskStep] = mask.stride as [number, number];
  const a = first.data;
  const b = second.data;
  const m = mask.data;
  let edges = 0;
  let whole = 0;
  for (let row = 0; row < height; row++) {
    let i = first.offset + row * rowStep;
    let j = second.offset + row * otherRowStep;
    let k = mask.offset + row * maskRowStep;
    let [edgeSum, sum] = [0, 0];
    for (let column = 0; column < width; column++, i += step, j += otherStep, k += maskStep) {
      const difference = Math.abs(a[i]! - b[j]!);
      sum += difference;
      // (x + 1 + (x >> 8)) >> 8 is x / 255 truncated, for all products of two bytes.
      const product = (difference * m[k]! + 127) | 0;
      edgeSum += (product + 1 + (product >> 8)) >> 8;
    }
    edges += edgeSum;
    whole += sum;
  }
  const samples = height * width * 255;
  return { edges: (10 * edges) / samples, whole: (4 * whole) / samples };
}
