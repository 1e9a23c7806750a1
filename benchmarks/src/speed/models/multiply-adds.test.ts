import {
  buildGraph,
  conv2d,
  convTranspose2d,
  linear,
  matrixMultiply,
  type NetworkDefinition,
  networkTensors,
} from '@havc/onnx';
import { describe, expect, it } from 'vitest';
import { multiplyAdds } from './multiply-adds.ts';

function countOf(define: NetworkDefinition['define']): number {
  const network = { name: 'net', version: 1, define };
  const tensors = new Map([...networkTensors(network)].map(([name, shape]) => [name, { shape }]));
  return multiplyAdds(buildGraph(network, 'fp32', { name: 'none', tensors }));
}

describe('multiplyAdds', () => {
  it.each<[string, NetworkDefinition['define'], number]>([
    ['a convolution', (g) => g.output('y', conv2d(g.input('x', [1, 3, 10, 8]), 'a', { channels: 5 })), 5 * 80 * 27],
    [
      'one with a stride',
      (g) => g.output('y', conv2d(g.input('x', [1, 3, 10, 8]), 'a', { channels: 5, stride: 2 })),
      5 * 20 * 27,
    ],
    [
      'a depthwise one',
      (g) => g.output('y', conv2d(g.input('x', [1, 6, 10, 8]), 'a', { channels: 6, kernel: 7, groups: 6 })),
      6 * 80 * 49,
    ],
    [
      'a transposed one',
      (g) =>
        g.output(
          'y',
          convTranspose2d(g.input('x', [1, 3, 5, 4]), 'a', { channels: 2, kernel: 4, stride: 2, padding: 1 }),
        ),
      3 * 20 * 2 * 16,
    ],
    ['a linear layer', (g) => g.output('y', linear(g.input('x', [7, 3]), 'a', 5)), 7 * 3 * 5],
    [
      'a matrix product in batches',
      (g) => {
        const x = g.input('x', [2, 4, 4]);
        g.output('y', matrixMultiply(x, x));
      },
      2 * 4 * 4 * 4,
    ],
  ])('counts %s', (_what, define, expected) => {
    expect(countOf(define)).toBe(expected);
  });
});
