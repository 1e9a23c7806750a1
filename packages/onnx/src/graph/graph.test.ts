import { describe, expect, it } from 'vitest';
import { numbers, runGraph, weightsOf } from '../testing/run-graph.ts';
import { relu } from './activation.ts';
import { add, linear, scale } from './arithmetic.ts';
import { conv2d } from './convolution.ts';
import type { Graph } from './graph.ts';
import { concat } from './layout.ts';
import { buildGraph, networkTensors } from './network.ts';

const build = (
  define: (graph: Graph) => void,
  tensors: Parameters<typeof weightsOf>[0],
  precision: 'fp32' | 'fp16' = 'fp32',
) => buildGraph({ name: 'net', version: 1, expects: 'official.pth', define }, precision, weightsOf(tensors));

describe('Graph', () => {
  it('names every tensor that is missing, misshapen or left over, at once, and the file that was expected', () => {
    const network = (graph: Graph) => {
      const x = graph.input('x', [1, 3, 8, 8]);
      graph.output(
        'y',
        conv2d(conv2d(x, 'a', { channels: 4 }), 'b', { channels: 2, kernel: 1, parametrization: 'spectral' }),
      );
    };
    const tensors = {
      'a.weight': numbers([4, 3, 5, 5]),
      'b.bias': numbers([2]),
      'b.weight_orig': numbers([2, 4, 1, 1]),
      'optimizer.state': numbers([7]),
    };
    expect(() => build(network, tensors)).toThrow(
      expect.objectContaining({
        code: 'WEIGHTS_REFUSED',
        message:
          "test.pth doesn't hold the weights of net; tensors: 3 missing (a.bias [4], b.weight_u [2], b.weight_v [4]); " +
          '1 of another shape (a.weight is [4, 3, 5, 5] and should be [4, 3, 3, 3]); ' +
          "1 that it doesn't have (optimizer.state). Expected is official.pth.",
      }),
    );
  });

  it('knows the tensors that a network is made of', () => {
    const tensors = networkTensors({
      name: 'net',
      version: 1,
      define: (graph) => graph.output('y', conv2d(graph.input('x', [1, 3, 8, 8]), 'a', { channels: 4, norm: 'n' })),
    });
    expect(Object.fromEntries(tensors)).toEqual({
      'a.weight': [4, 3, 3, 3],
      'a.bias': [4],
      'n.weight': [4],
      'n.bias': [4],
      'n.running_mean': [4],
      'n.running_var': [4],
    });
  });

  it('lists no more than a screenful, and has all in its details', () => {
    const tensors = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`other.${i}`, numbers([1])]));
    try {
      build((graph) => graph.output('y', relu(graph.input('x', [1]))), tensors);
      expect.unreachable();
    } catch (error) {
      const { message, details } = error as { message: string; details: { leftOver: string[] } };
      expect(message).toContain('and 70 more');
      expect(details.leftOver).toHaveLength(100);
    }
  });

  it('takes what the network ignores', () => {
    const network = (graph: Graph) => {
      graph.ignore('classifier.weight', /\.num_batches_tracked$/);
      graph.output('y', relu(graph.input('x', [1])));
    };
    const tensors = { 'classifier.weight': numbers([1]), 'n.num_batches_tracked': numbers([]) };
    expect(build(network, tensors).nodes.length).toBeGreaterThan(0);
  });

  it('names the layer and both shapes where two ends do not meet', () => {
    const network = (graph: Graph) => {
      const x = graph.input('x', [1, 3, 8, 8]);
      const small = relu(conv2d(x, 'down', { channels: 4, stride: 2 }));
      graph.output('y', concat([small, conv2d(x, 'side', { channels: 4 })]));
    };
    expect(() => build(network, {})).toThrow(
      "Layer down: can't join down [1, 4, 4, 4] and side [1, 4, 8, 8] on axis 1.",
    );
  });

  it('keeps equal constants once, and unequal ones apart', () => {
    const { initializers } = build((graph) => {
      const x = graph.input('x', [2]);
      graph.output('y', add(add(scale(x, 2), scale(x, 2)), scale(x, 3)));
    }, {});
    expect(initializers).toHaveLength(2);
  });

  it('computes in 16 bits what bears it, with inputs and outputs of 32', async () => {
    const tensors = { 'a.weight': numbers([4, 8], 2), 'a.bias': numbers([4], 3) };
    const x = numbers([2, 8]);
    const full = await runGraph(x, (value) => relu(linear(value, 'a', 4)), tensors);
    const half = await runGraph(x, (value) => relu(linear(value, 'a', 4)), tensors, 'fp16');
    half.data.forEach((value, i) => {
      expect(Math.abs(value - full.data[i]!)).toBeLessThan(0.01);
    });
    expect([...half.data]).not.toEqual([...full.data]);
  });

  it('refuses a name twice', () => {
    expect(() =>
      build(
        (graph) => {
          const x = graph.input('x', [1, 2]);
          graph.output('y', linear(linear(x, 'a', 2), 'a', 2));
        },
        { 'a.weight': numbers([2, 2]), 'a.bias': numbers([2]) },
      ),
    ).toThrow('The graph has two initializers a.');
  });
});
