import { ensureSameShape, ensureSamplePlane, type Plane } from '@havc/core';

/**
 * How far two planes are apart: mean |first − second| / 255, 0..1.
 *
 * @param first - samples 0..255, any strides.
 * @param second - same shape.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type, or when the shapes differ.
 *
 * Source: VapourSynth's `PlaneStats` and `SCDetect`, which HAVC's scene detection takes its differences from.
 */
export function planeDifference(first: Plane, second: Plane): number {
  ensureSamplePlane(first, 'first', ['Uint8Array']);
  ensureSamplePlane(second, 'second', ['Uint8Array']);
  ensureSameShape(first, second, ['first', 'second']);
  const [height, width] = first.shape as [number, number];
  const [rowStep, step] = first.stride as [number, number];
  const [otherRowStep, otherStep] = second.stride as [number, number];
  const a = first.data;
  const b = second.data;
  let total = 0;
  for (let row = 0; row < height; row++) {
    let sum = 0;
    let i = first.offset + row * rowStep;
    let j = second.offset + row * otherRowStep;
    for (let column = 0; column < width; column++, i += step, j += otherStep) sum += Math.abs(a[i]! - b[j]!);
    total += sum;
  }
  return total / (height * width * 255);
}
