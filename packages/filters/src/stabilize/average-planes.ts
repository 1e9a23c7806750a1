import {
  ensureSameShape,
  ensureSamplePlane,
  PixelRun,
  type Plane,
  planeOutput,
  RUN_PIXELS,
  runAddress,
} from '@havc/core';
import type { NdArray } from 'ndarray';
import { placeStep, writeShorts } from './average-places.ts';
import { ensureShares } from './ensure-shares.ts';
import { stabilizeKernels } from './kernels.ts';

/**
 * The weighted mean of planes, for example the chroma of a frame and its neighbours: sum(weight · sample) / 100, rounded
 * to the nearest, halves to the even one.
 *
 * @param planes - bytes of one shape, any strides. For U or V around 128 the result is the same as for samples counted
 * from neutral, since 128 is even.
 * @param weights - of each plane in per cent, whole numbers from 0 that add up to 100: see `temporalWeights`.
 * @param out - same shape; a new plane when absent. May be one of `planes` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the planes aren't bytes of one shape; `OPTION_INVALID` for the weights.
 *
 * Source: what VapourSynth's `std.AverageFrames` computes for 8 bits with scale 100.
 */
export function averagePlanes(planes: readonly Plane[], weights: readonly number[], out?: Plane): Plane {
  ensureShares(weights, planes.length, 'plane');
  const [first] = planes as readonly [Plane];
  planes.forEach((plane, n) => {
    ensureSamplePlane(plane, `planes[${n}]`, ['Uint8Array']);
    ensureSameShape(plane, first, [`planes[${n}]`, 'planes[0]']);
  });
  const result = planeOutput(out, first, Uint8Array);
  const { kernels, memory } = stabilizeKernels();
  const counting = planes.filter((_, n) => weights[n] !== 0);
  const runs = counting.map((plane, n) => new PixelRun(plane as NdArray<Uint8Array>, memory, n));
  const to = new PixelRun(result, memory, counting.length);
  const shares = runAddress(counting.length + 1);
  writeShorts(
    memory,
    shares,
    weights.filter((weight) => weight !== 0),
  );
  // A place has room for three bytes a pixel.
  const most = 3 * RUN_PIXELS;
  const samples = first.shape[0]! * first.shape[1]!;
  for (let start = 0; start < samples; start += most) {
    const length = Math.min(most, samples - start);
    for (const run of runs) run.read(start, length);
    kernels.averagePlanes(runAddress(0), placeStep(), runs.length, shares, to.address, length);
    to.write(start, length);
  }
  return result;
}
