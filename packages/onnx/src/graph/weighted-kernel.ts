import {
  type BatchNormParameters,
  batchNormScaleAndShift,
  scaleRows,
  spectralNorm,
  weightNormFactors,
} from './folding.ts';
import type { Graph } from './graph.ts';
import { elementCount, type Shape } from './value.ts';
import type { ReadWeight } from './weight-source.ts';

/** How a layer's weight is stored: as it is, with its spectral norm apart, or as direction and length. */
export type Parametrization = 'plain' | 'spectral' | 'weight';

/** A layer's weight in the checkpoint. */
export interface KernelOptions {
  /** [output channels, ...]. */
  readonly shape: Shape;
  readonly parametrization: Parametrization;
}

/**
 * Names the tensors that a layer's weight is stored in.
 *
 * @returns what makes the weight of them.
 */
export function weightedKernel(
  graph: Graph,
  key: string,
  { shape, parametrization }: KernelOptions,
): (read: ReadWeight) => Promise<Float32Array> {
  const channels = shape[0]!;
  if (parametrization === 'spectral') {
    const original = graph.weight(`${key}.weight_orig`, shape);
    const u = graph.weight(`${key}.weight_u`, [channels]);
    const v = graph.weight(`${key}.weight_v`, [elementCount(shape) / channels]);
    return async (read) => {
      const values = await read(original);
      const sigma = spectralNorm(values, await read(u), await read(v));
      scaleRows(values, [1 / sigma]);
      return values;
    };
  }
  if (parametrization === 'weight') {
    const g = graph.weight(`${key}.weight_g`, [channels, ...shape.slice(1).map(() => 1)]);
    const v = graph.weight(`${key}.weight_v`, shape);
    return async (read) => {
      const values = await read(v);
      scaleRows(values, weightNormFactors(values, await read(g)));
      return values;
    };
  }
  const plain = graph.weight(`${key}.weight`, shape);
  return (read) => read(plain);
}

/** PyTorch's default. */
const BATCH_NORM_EPSILON = 1e-5;

/**
 * Names the tensors of a batch normalisation.
 *
 * @returns what reads them.
 */
export function batchNormParameters(
  graph: Graph,
  key: string,
  channels: number,
): (read: ReadWeight) => Promise<BatchNormParameters> {
  const [weight, bias, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
    graph.weight(`${key}.${part}`, [channels]),
  ) as [string, string, string, string];
  graph.ignore(`${key}.num_batches_tracked`);
  return async (read) => ({
    weight: await read(weight),
    bias: await read(bias),
    runningMean: await read(mean),
    runningVariance: await read(variance),
    epsilon: BATCH_NORM_EPSILON,
  });
}

/** Weight and bias of a layer that a batch normalisation follows at once, with that folded into them. */
export function foldBatchNorm(
  loadWeight: (read: ReadWeight) => Promise<Float32Array>,
  loadBias: ((read: ReadWeight) => Promise<Float32Array>) | undefined,
  loadNorm: (read: ReadWeight) => Promise<BatchNormParameters>,
) {
  return {
    async weight(read: ReadWeight): Promise<Float32Array> {
      const { scale } = batchNormScaleAndShift(await loadNorm(read));
      const values = await loadWeight(read);
      scaleRows(values, scale);
      return values;
    },
    async bias(read: ReadWeight): Promise<Float32Array> {
      const { scale, shift } = batchNormScaleAndShift(await loadNorm(read));
      const own = loadBias && (await loadBias(read));
      return Float32Array.from(shift, (value, i) => value + (own ? own[i]! * scale[i]! : 0));
    },
  };
}
