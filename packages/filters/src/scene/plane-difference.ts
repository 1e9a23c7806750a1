import { ensureSameShape, ensureSamplePlane, PixelRun, type Plane, RUN_PIXELS } from '@havc/core';
import { sceneKernels } from './kernels.ts';

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
  const { kernels, memory } = sceneKernels();
  const [one, other] = [new PixelRun(first, memory, 0), new PixelRun(second, memory, 1)];
  const samples = first.shape[0]! * first.shape[1]!;
  let sum = 0;
  for (let start = 0; start < samples; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, samples - start);
    one.read(start, length);
    other.read(start, length);
    sum += kernels.sumDifferences(one.address, other.address, length);
  }
  return sum / (samples * 255);
}
