// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import type { InferenceProcessor, Tensors } from '@havc/onnx';
import { type ColorizePlan, createColorizePlan, type PlannedInput } from './colorize-plan.ts';
import { createJoinKernel } from './join-color.ts';
import { createLightnessKernel } from './lightness.ts';
import { resample } from './resample.ts';
import { createSteadyKernel } from './steady-color.ts';

/** Plain data for {@link createProcessor}. */
export interface ColorizeOptions {
  /** Sides of the squares that the network sees; with several, their colours are averaged. */
  readonly inputSizes: readonly number[];
  /** Whether the pictures are the frames of one film in their order, whose colours are calmed over time. */
  readonly steady: boolean;
}

/**
 * Makes the processor that turns `rgb` (uint8, [height, width, 3]) into a coloured picture of the same name and shape:
 * lightness, shrunk to each input size, through the network; the mean colour, enlarged, on the untouched lightness.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { inputSizes, steady } = options as ColorizeOptions;
  const toLightness = createLightnessKernel();
  const join = createJoinKernel();
  const calm = steady ? createSteadyKernel() : undefined;
  let plan: ColorizePlan | undefined;

  return async (feeds, model) => {
    const { data, shape } = feeds['rgb']!;
    const [height = 0, width = 0] = shape;
    if (plan?.width !== width || plan.height !== height) plan = createColorizePlan(width, height, inputSizes);

    toLightness(data as Uint8Array, plan.lightness);
    plan.ab.fill(0);
    for (const input of plan.inputs) {
      resample(plan.lightness, width, input.horizontal, input.vertical, plan.scratch, input.lightness);
      const { ab } = await model({ l: { data: input.lightness, shape: [1, 1, input.size, input.size] } });
      addToMean(ab!.data as Float32Array, input, plan);
    }
    calm?.(plan.largest.lightness, plan.ab);
    const out = new Uint8Array(width * height * 3);
    join(plan.lightness, plan.ab, plan.horizontal, plan.vertical, plan.largest.size, out);
    return { rgb: { data: out, shape } } satisfies Tensors;
  };
}

function addToMean(ab: Float32Array, { size, enlarge }: PlannedInput, plan: ColorizePlan): void {
  const share = 1 / plan.inputs.length;
  for (const plane of [0, 1]) {
    const small = ab.subarray(plane * size * size, (plane + 1) * size * size);
    if (enlarge) resample(small, size, enlarge, enlarge, plan.scratch, plan.enlarged);
    const from = enlarge ? plan.enlarged : small;
    const to = plane * from.length;
    for (let at = 0; at < from.length; at++) plan.ab[to + at]! += from[at]! * share;
  }
}
