import { runAddress, type SimdModule } from '@havc/core';
import type { HueExpression } from './hue-expression.ts';
import { hueTable } from './hue-weights.ts';
import type { HueKernels } from './kernels.ts';

/** What mixes runs of a picture and of a changed one by the hues of the picture, all in the memory of kernels. */
export interface HueMixer {
  /**
   * The address of the weights that {@link HueMixer.measure} finds, for a change that may leave out pixels of weight 0;
   * 0 where it shows in pixels of all hues.
   */
  readonly needed: number;
  /** Finds the weights of a run's pixels. */
  measure(from: number, pixels: number): void;
  /** Writes the mix of the run that was measured and of a changed one. A sample that is equal in both stays as it is. */
  mix(from: number, changed: number, to: number, pixels: number): void;
}

/** How many places (see `runAddress`) a mixer takes. */
export const MIXER_PLACES = 3;

/**
 * Prepares the mix that a hue expression asks for, of pictures P and changed Q: K = Q inside the hues, P elsewhere; then
 * K + w (Q − K) for a weight w above 0 without a shift, K + |w| (P − K) for any other.
 *
 * @param place - the first of the places that it may take in the module's memory.
 * @param softness - of the ranges' ends in degrees, see `hueMask`.
 * @param turn - degrees that the picture's hues are turned by before they are compared with the ranges.
 */
export function hueMixer(
  { kernels, memory }: SimdModule<HueKernels>,
  place: number,
  expression: HueExpression,
  softness: number,
  turn = 0,
): HueMixer {
  const { ranges, shiftDegrees, weight } = expression;
  const [weights, table, rests] = [runAddress(place), runAddress(place + 1), runAddress(place + 2)] as const;
  const shares = rests + 8 * 256;
  memory.set(hueTable({ ranges, softness }, 'options', turn), table);
  const everywhere = shiftDegrees === 0 && weight > 0 ? weight : 0;
  const doubles = new Float64Array(memory.buffer, rests, 2 * 256);
  doubles.set(ramp(1 - everywhere, everywhere > 0 ? 0 : Math.abs(weight)));
  doubles.set(ramp(everywhere, everywhere > 0 ? 1 : 1 - Math.abs(weight)), 256);
  return {
    needed: everywhere > 0 ? 0 : weights,
    measure: (from, pixels) => kernels.hueWeights(from, weights, pixels, table),
    mix: (from, changed, to, pixels) => kernels.mixByTables(from, changed, weights, to, pixels, rests, shares, 1),
  };
}

/** For each weight of a hue, what lies between `outside` (weight 0) and `inside` (weight 255), both exactly. */
function ramp(outside: number, inside: number): Float64Array {
  const values = Float64Array.from({ length: 256 }, (_, weight) => outside + ((inside - outside) * weight) / 255);
  values[255] = inside;
  return values;
}
