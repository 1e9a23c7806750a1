import { add, conv2d, type Graph, matrixMultiply, multiply, reshape, softmax, transpose, type Value } from '@havc/onnx';

/**
 * Every position of a picture takes from all others what resembles it: x + γ · value · softmax(queryᵀ key), with the
 * weights at `key`. The softmax runs over the positions of `query` (the first axis), for each position of `key`, without
 * a scale.
 *
 * Source: Zhang et al., "Self-Attention Generative Adversarial Networks" (2019), with fastai's names for the parts.
 */
export function selfAttention(x: Value, key: string): Value {
  const { graph } = x;
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const positions = height * width;
  const project = (part: string, outputs: number) => {
    const projected = conv2d(x, `${key}.${part}`, {
      channels: outputs,
      kernel: 1,
      bias: false,
      parametrization: 'spectral',
      storedShape: [outputs, channels, 1],
    });
    return reshape(projected, [batch, outputs, positions]);
  };
  const query = project('query', channels / 8);
  const keys = project('key', channels / 8);
  const value = project('value', channels);
  // Transposed, so that the softmax runs over the last axis, which is the fast one.
  const resemblance = softmax(matrixMultiply(transpose(keys, [0, 2, 1]), query), -1);
  const taken = matrixMultiply(value, transpose(resemblance, [0, 2, 1]));
  return add(multiply(reshape(taken, x.shape), gamma(graph, key)), x);
}

function gamma(graph: Graph, key: string): Value {
  const name = graph.weight(`${key}.gamma`, [1]);
  return graph.initializer(name, [1], (read) => read(name));
}
