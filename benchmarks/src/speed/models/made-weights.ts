import { type NetworkDefinition, networkTensors, type WeightSource } from '@havc/onnx';

/**
 * Weights that keep a network's numbers in an ordinary range: speed doesn't depend on their values, as long as they are
 * neither infinite nor vanishing.
 */
export function madeWeights(network: NetworkDefinition): WeightSource & AsyncDisposable {
  const shapes = networkTensors(network);
  return {
    name: `made weights of ${network.name}`,
    tensors: new Map([...shapes].map(([name, shape]) => [name, { shape }])),
    async readFloat32(name) {
      const shape = shapes.get(name)!;
      const values = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
      // Variances, norms' weights and gains are near 1; whatever is multiplied with many others is small.
      const isGain = /running_var$|_g$|gamma$|std$/.test(name) || (shape.length === 1 && name.endsWith('weight'));
      const scale = isGain ? 0.1 : Math.sqrt(3 / Math.max(1, values.length / shape[0]!));
      let state = 1;
      for (let i = 0; i < values.length; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        values[i] = (isGain ? 1 : 0) + (state / 2 ** 31) * scale;
      }
      return values;
    },
    async [Symbol.asyncDispose]() {},
  };
}
