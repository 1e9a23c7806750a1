import { ensureSameShape, ensureSamplePlane, type Plane, planeOutput } from '@havc/core';
import { ensureShares } from './ensure-shares.ts';

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
  const [height, width] = first.shape as [number, number];
  const means = roundedHundredths();
  const sums = new Int32Array(width);
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    sums.fill(0);
    for (let n = 0; n < planes.length; n++) if (weights[n] !== 0) addRow(sums, planes[n]!, row, weights[n]!);
    for (let column = 0, o = result.offset + row * toRowStep; column < width; column++, o += toStep) {
      result.data[o] = means[sums[column]!]!;
    }
  }
  return result;
}

function addRow(sums: Int32Array, plane: Plane, row: number, weight: number): void {
  const { data } = plane;
  const [rowStep, step] = plane.stride as [number, number];
  for (let column = 0, i = plane.offset + row * rowStep; column < sums.length; column++, i += step) {
    sums[column] = sums[column]! + Math.imul(weight, data[i]!);
  }
}

/** n / 100 for each sum of bytes in per cent, halves to the even neighbour. */
function roundedHundredths(): Uint8Array {
  const table = new Uint8Array(25_501);
  for (let sum = 0; sum < table.length; sum++) {
    const below = Math.floor(sum / 100);
    const rest = sum - 100 * below;
    table[sum] = rest > 50 || (rest === 50 && below % 2 === 1) ? below + 1 : below;
  }
  return table;
}
