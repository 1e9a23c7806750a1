import { PixelRun, type Plane, RUN_PIXELS } from '@havc/core';
import { sceneKernels } from './kernels.ts';

/** Mean of a plane's samples, 0..255, whatever its strides. */
export function meanOfPlane(plane: Plane): number {
  const { kernels, memory } = sceneKernels();
  const run = new PixelRun(plane, memory, 0);
  const samples = plane.shape[0]! * plane.shape[1]!;
  let sum = 0;
  for (let start = 0; start < samples; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, samples - start);
    run.read(start, length);
    sum += kernels.sumBytes(run.address, length);
  }
  return sum / samples;
}
