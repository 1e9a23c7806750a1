import type { BuiltGraph } from '@havc/onnx';

/**
 * How many multiplications with an addition a graph takes: those of convolutions and matrix products. Norms, activations
 * and resizing are not counted, as is usual.
 */
export function multiplyAdds(graph: BuiltGraph): number {
  const shapes = new Map<string, readonly number[]>();
  for (const { name, shape } of [...graph.inputs, ...graph.values, ...graph.initializers]) shapes.set(name, shape);
  let total = 0;
  for (const { operator, inputs, outputs } of graph.nodes) {
    const [first, second] = inputs.map((name) => shapes.get(name) ?? []) as [readonly number[], readonly number[]];
    const output = shapes.get(outputs[0]!) ?? [];
    // Each output pixel of a convolution takes a kernel; each input pixel of a transposed one gives one.
    if (operator === 'Conv') total += count(output) * count(second.slice(1));
    if (operator === 'ConvTranspose') total += count(first) * count(second.slice(1));
    if (operator === 'MatMul') total += count(output) * first.at(-1)!;
  }
  return total;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
