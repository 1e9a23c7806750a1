import { batchNorm, conv2d, relu, type Value } from '@havc/onnx';

/** One 3x3 convolution of a stage, with ReLU behind it. */
export interface StageLayer {
  readonly channels: number;
  readonly stride?: number;
  readonly dilation?: number;
}

/**
 * Convolutions with ReLU, one after the other, and a batch normalisation as the last thing: it goes into the next
 * convolution's zero padding as it is, so that it can't be folded.
 *
 * @param first - number of the first convolution under `key`; ReLUs count as well.
 */
export function stage(x: Value, key: string, layers: readonly StageLayer[], first = 0): Value {
  let features = x;
  layers.forEach((layer, index) => {
    features = relu(conv2d(features, `${key}.${first + 2 * index}`, layer));
  });
  return batchNorm(features, `${key}.${first + 2 * layers.length}`);
}

/** Three convolutions of 512 channels. */
export function deepStage(x: Value, key: string, dilation: number): Value {
  const layer = { channels: 512, dilation };
  return stage(x, key, [layer, layer, layer]);
}

/** A transposed convolution that doubles the size. */
export const DOUBLING = { kernel: 4, stride: 2, padding: 1 } as const;

/** Lightness 0..100 as the networks count it. */
export const LIGHTNESS_CENTRE = 50;
export const LIGHTNESS_SCALE = 100;

/** ab as the networks count it: ±110 becomes ±1. */
export const AB_SCALE = 110;
