import { type AxisWeights, axisWeights, linearWeights } from './resample.ts';

/** One size at which the network sees the picture. */
export interface PlannedInput {
  /** Side of the square. */
  readonly size: number;
  /** From the picture to the square. */
  readonly horizontal: AxisWeights;
  readonly vertical: AxisWeights;
  readonly lightness: Float32Array;
  /** From this square to the largest, along either axis; absent for the largest itself. */
  readonly enlarge?: AxisWeights;
}

/** Weights and memory for pictures of one size: made once for all frames of a film. */
export interface ColorizePlan {
  readonly width: number;
  readonly height: number;
  readonly lightness: Float32Array;
  readonly inputs: readonly PlannedInput[];
  /** The input with the largest size, at which colours are averaged. */
  readonly largest: PlannedInput;
  /** Mean colour: two planes, a and b, of the largest size. */
  readonly ab: Float32Array;
  /** From the largest size to the picture. */
  readonly horizontal: AxisWeights;
  readonly vertical: AxisWeights;
  /** For {@link resample}, in either direction. */
  readonly scratch: Float32Array;
  /** One plane of the largest size. */
  readonly enlarged: Float32Array;
}

/** The plan for pictures of `width` by `height` that the network sees at each of `inputSizes`. */
export function createColorizePlan(width: number, height: number, inputSizes: readonly number[]): ColorizePlan {
  const side = Math.max(...inputSizes);
  const inputs = inputSizes.map((size) => ({
    size,
    horizontal: axisWeights(width, size),
    vertical: axisWeights(height, size),
    lightness: new Float32Array(size * size),
    ...(size < side && { enlarge: linearWeights(size, side) }),
  }));
  return {
    width,
    height,
    lightness: new Float32Array(width * height),
    inputs,
    largest: inputs.find(({ size }) => size === side)!,
    ab: new Float32Array(2 * side * side),
    horizontal: linearWeights(side, width),
    vertical: linearWeights(side, height),
    scratch: new Float32Array(Math.max(height, side) * side),
    enlarged: new Float32Array(side * side),
  };
}
