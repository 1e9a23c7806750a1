import { add, conv2d, matrixMultiply, multiply, type NetworkDefinition, relu, slice } from '@havc/onnx';

/**
 * Dense 3x3 convolutions of 256 channels on 96x96: of what networks are made of, the work with the most arithmetic for
 * each byte.
 *
 * @param layers - enough to keep a device busy for a while.
 */
export function denseNetwork(layers: number): NetworkDefinition {
  return {
    name: `dense-${layers}`,
    version: 1,
    define(graph) {
      let x = graph.input('x', [1, 256, 96, 96]);
      for (let layer = 0; layer < layers; layer++) x = relu(conv2d(x, `layers.${layer}`, { channels: 256 }));
      graph.output('y', x);
    },
  };
}

/** Products of square matrices, each of the last product and the same weights. */
export function productNetwork(side: number, products: number): NetworkDefinition {
  return {
    name: `product-${side}-${products}`,
    version: 1,
    define(graph) {
      const weight = graph.weight('factor', [side, side]);
      const factor = graph.initializer('factor.matrix', [side, side], (read) => read(weight));
      let x = graph.input('x', [side, side]);
      for (let product = 0; product < products; product++) x = matrixMultiply(x, factor);
      graph.output('y', x);
    },
  };
}

/** Sums over long arrays, each of the last sum and the same array: no cache holds them, and the arithmetic is nothing. */
export function sumNetwork(length: number, sums: number): NetworkDefinition {
  return {
    name: `sum-${length}-${sums}`,
    version: 1,
    define(graph) {
      const weight = graph.weight('addend', [length]);
      const addend = graph.initializer('addend.values', [length], (read) => read(weight));
      // Which it is multiplied with, so that the whole isn't known before the run.
      let x = multiply(addend, graph.input('x', [1]));
      for (let sum = 0; sum < sums; sum++) x = add(x, addend);
      graph.output('y', slice(x, 0, 0, 1));
    },
  };
}

/** Bytes that {@link sumNetwork} reads and writes with 32-bit numbers; what a cache fetches to overwrite isn't counted, as in STREAM. */
export function sumTraffic(length: number, sums: number): number {
  return Float32Array.BYTES_PER_ELEMENT * length * (2 + 3 * sums);
}
