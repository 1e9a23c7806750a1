import { batchNormScaleAndShift } from './folding.ts';
import { describeValue, ensureImages, type Value, wiringError } from './value.ts';
import { batchNormParameters } from './weighted-kernel.ts';

/**
 * A batch normalisation at `key` with its running statistics (PyTorch's BatchNorm2d, ε 1e-5), as a scale and a shift.
 * Where it follows a convolution at once, give its key to that as `norm`: then it costs nothing.
 */
export function batchNorm(x: Value, key: string): Value {
  const { graph } = x;
  const [, channels] = ensureImages(x, key);
  const load = batchNormParameters(graph, key, channels);
  const shape = [channels];
  const scale = graph.initializer(`${key}.scale`, shape, async (read) =>
    Float32Array.from(batchNormScaleAndShift(await load(read)).scale),
  );
  const shift = graph.initializer(`${key}.shift`, shape, async (read) =>
    Float32Array.from(batchNormScaleAndShift(await load(read)).shift),
  );
  const mean = graph.constant(new Float32Array(channels));
  const variance = graph.constant(new Float32Array(channels).fill(1));
  // With a mean of 0, a variance of 1 and no ε it is the scale and the shift alone, in one pass.
  return graph.add('BatchNormalization', [x, scale, shift, mean, variance], {
    shape: x.shape,
    layer: key,
    attributes: { epsilon: { float: 0 } },
  });
}

/**
 * A layer normalisation over the last axis, with the weights at `key` (PyTorch's LayerNorm). In 32 bits always.
 *
 * @param epsilon - PyTorch's default is 1e-5; ConvNeXt has 1e-6.
 */
export function layerNorm(x: Value, key: string, epsilon = 1e-5): Value {
  const { graph, shape } = x;
  const channels = shape.at(-1);
  if (channels === undefined) throw wiringError(key, `takes at least one axis, got ${describeValue(x)}`);
  const [weight, bias] = ['weight', 'bias'].map((part) => {
    const name = graph.weight(`${key}.${part}`, [channels]);
    return graph.initializer(name, [channels], (read) => read(name), 'float32');
  });
  return graph.add('LayerNormalization', [x, weight, bias], {
    shape,
    layer: key,
    attributes: { axis: -1, epsilon: { float: epsilon } },
  });
}
