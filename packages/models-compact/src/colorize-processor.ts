// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import type { InferenceProcessor, Tensors } from '@havc/onnx';
import { createJoinKernel } from './join-color.ts';
import { createLightnessKernel } from './lightness.ts';
import { type AxisWeights, axisWeights, linearWeights, resample } from './resample.ts';

/** Plain data for {@link createProcessor}. */
export interface ColorizeOptions {
  /** Sides of the squares that the network sees; with several, their colours are averaged. */
  readonly inputSizes: readonly number[];
}

/**
 * Makes the processor that turns `rgb` (uint8, [height, width, 3]) into a coloured picture of the same name and shape:
 * lightness, shrunk to each input size, through the network; the mean colour, enlarged, on the untouched lightness.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { inputSizes } = options as ColorizeOptions;
  const toLightness = createLightnessKernel();
  const join = createJoinKernel();
  let plan: Plan | undefined;

  return async (feeds, model) => {
    const { data, shape } = feeds['rgb']!;
    const [height = 0, width = 0] = shape;
    if (plan?.width !== width || plan.height !== height) plan = createPlan(width, height, inputSizes);

    toLightness(data as Uint8Array, plan.lightness);
    for (const { size, horizontal, vertical, input, toMean } of plan.inputs) {
      resample(plan.lightness, width, horizontal, vertical, plan.scratch, input);
      const output = await model({ l: { data: input, shape: [1, 1, size, size] } });
      toMean(output['ab']!.data as Float32Array);
    }
    const { size, horizontal, vertical, ab } = plan.mean;
    const out = new Uint8Array(width * height * 3);
    join(plan.lightness, ab, horizontal, vertical, size, out);
    return { rgb: { data: out, shape } } satisfies Tensors;
  };
}

/** Weights and memory for pictures of one size; all pictures of a film share them. */
interface Plan {
  readonly width: number;
  readonly height: number;
  readonly lightness: Float32Array;
  readonly scratch: Float32Array;
  readonly inputs: readonly {
    readonly size: number;
    readonly horizontal: AxisWeights;
    readonly vertical: AxisWeights;
    readonly input: Float32Array;
    readonly toMean: (ab: Float32Array) => void;
  }[];
  /** Mean colour at the largest input size, and how it gets to the picture's. */
  readonly mean: {
    readonly size: number;
    readonly horizontal: AxisWeights;
    readonly vertical: AxisWeights;
    readonly ab: Float32Array;
  };
}

function createPlan(width: number, height: number, inputSizes: readonly number[]): Plan {
  const largest = Math.max(...inputSizes);
  const ab = new Float32Array(2 * largest * largest);
  const scratch = new Float32Array(Math.max(height, largest) * largest);
  const enlarged = new Float32Array(largest * largest);
  const share = 1 / inputSizes.length;

  const inputs = inputSizes.map((size, index) => ({
    size,
    horizontal: axisWeights(width, size),
    vertical: axisWeights(height, size),
    input: new Float32Array(size * size),
    toMean: (output: Float32Array): void => {
      if (index === 0) ab.fill(0);
      const weights = linearWeights(size, largest);
      for (const plane of [0, 1]) {
        const source = output.subarray(plane * size * size, (plane + 1) * size * size);
        if (size !== largest) resample(source, size, weights, weights, scratch, enlarged);
        const from = size === largest ? source : enlarged;
        const to = plane * largest * largest;
        for (let at = 0; at < from.length; at++) ab[to + at]! += from[at]! * share;
      }
    },
  }));
  return {
    width,
    height,
    lightness: new Float32Array(width * height),
    scratch,
    inputs,
    mean: { size: largest, horizontal: linearWeights(largest, width), vertical: linearWeights(largest, height), ab },
  };
}
