import { describe, expect, it } from 'vitest';
import { type Numbers, numbers, runGraph } from '../testing/run-graph.ts';
import { gelu, leakyRelu, relu, sigmoid, softmax, tanh } from './activation.ts';
import { add, divide, linear, matrixMultiply, multiply, scale, shift, subtract } from './arithmetic.ts';
import { concat, everyNth, reshape, slice, transpose } from './layout.ts';
import { layerNorm } from './normalization.ts';
import { blur, enlargeBilinear, maxPool, pixelShuffle } from './pixels.ts';

const counting = (...shape: number[]): Numbers => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i),
});
const row = (...data: number[]): Numbers => ({ shape: [1, data.length], data: Float32Array.from(data) });

describe('activations', () => {
  // Values of the functions from tables, to seven digits.
  it.each([
    ['relu', relu, [0, 0, 0, 0.5, 2]],
    ['leakyRelu', (x) => leakyRelu(x, 0.2), [-0.4, -0.1, 0, 0.5, 2]],
    ['sigmoid', sigmoid, [0.1192029, 0.3775407, 0.5, 0.6224593, 0.8807971]],
    ['tanh', tanh, [-0.9640276, -0.4621172, 0, 0.4621172, 0.9640276]],
    ['gelu', gelu, [-0.0455003, -0.1542688, 0, 0.3457312, 1.9544997]],
  ] as [string, typeof relu, number[]][])('%s', async (_name, activation, expected) => {
    const { data } = await runGraph(row(-2, -0.5, 0, 0.5, 2), (x) => activation(x));
    data.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 6);
    });
  });

  it('softmax', async () => {
    const { data } = await runGraph(row(0, Math.log(3), Math.log(4)), (x) => softmax(x, 1));
    [0.125, 0.375, 0.5].forEach((share, i) => {
      expect(data[i]).toBeCloseTo(share, 6);
    });
  });
});

describe('arithmetic', () => {
  it('repeats extents of 1 as NumPy does', async () => {
    const { shape, data } = await runGraph(counting(1, 2, 3), (x, graph) =>
      add(x, graph.constant(Float32Array.of(10, 20), [2, 1])),
    );
    expect(shape).toEqual([1, 2, 3]);
    expect([...data]).toEqual([10, 11, 12, 23, 24, 25]);
  });

  it('adds, subtracts, multiplies and divides', async () => {
    const { data } = await runGraph(row(2, 4), (x) => divide(multiply(subtract(shift(x, 3), x), scale(x, 2)), x));
    expect([...data]).toEqual([6, 6]);
  });

  it('multiplies matrices over the last two axes', async () => {
    const { shape, data } = await runGraph(counting(2, 2, 3), (x) => matrixMultiply(x, transpose(x, [0, 2, 1])));
    expect(shape).toEqual([2, 2, 2]);
    expect([...data]).toEqual([5, 14, 14, 50, 149, 212, 212, 302]);
  });

  it("has PyTorch's linear layer, whose weight is [out, in]", async () => {
    const tensors = {
      'a.weight': { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      'a.bias': { shape: [2], data: Float32Array.of(10, 20) },
    };
    const { data } = await runGraph(row(1, 10, 100), (x) => linear(x, 'a', 2), tensors);
    expect([...data]).toEqual([331, 674]);
  });

  it.each([
    [
      'add',
      (x) => add(x, reshape(x, [3, 2])),
      "Layer input x: input x [2, 3] and input x [3, 2] have shapes that don't fit.",
    ],
    [
      'matrixMultiply',
      (x) => matrixMultiply(x, x),
      "Layer input x: can't multiply input x [2, 3] with input x [2, 3].",
    ],
    ['reshape', (x) => reshape(x, [4, 2]), "Layer input x: can't give input x [2, 3] the shape [4, 2]."],
    ['transpose', (x) => transpose(x, [0, 0]), 'Layer input x: [0, 0] is no order of the axes of input x [2, 3].'],
    ['slice', (x) => slice(x, 1, 2, 4), 'Layer input x: 2..4 is no part of axis 1 of input x [2, 3].'],
    [
      'concat',
      (x) => concat([x, reshape(x, [3, 2])], 1),
      "Layer input x: can't join input x [2, 3] and input x [3, 2] on axis 1.",
    ],
  ] as [string, typeof relu, string][])('refuses shapes that do not fit: %s', async (_name, layers, message) => {
    await expect(runGraph(counting(2, 3), (x) => layers(x))).rejects.toMatchObject({ code: 'SHAPE_INVALID', message });
  });
});

describe('layout', () => {
  it('reshapes, with one extent left open', async () => {
    expect((await runGraph(counting(2, 6), (x) => reshape(x, [3, -1]))).shape).toEqual([3, 4]);
  });

  it('joins along an axis', async () => {
    const { shape, data } = await runGraph(counting(1, 2, 2), (x) => concat([x, scale(x, 10)], 1));
    expect(shape).toEqual([1, 4, 2]);
    expect([...data]).toEqual([0, 1, 2, 3, 0, 10, 20, 30]);
  });

  it('takes a part of an axis, and every second pixel', async () => {
    expect([...(await runGraph(counting(2, 3), (x) => slice(x, 1, 1, 3))).data]).toEqual([1, 2, 4, 5]);
    const { shape, data } = await runGraph(counting(1, 1, 3, 5), (x) => everyNth(x, 2));
    expect(shape).toEqual([1, 1, 2, 3]);
    expect([...data]).toEqual([0, 2, 4, 10, 12, 14]);
  });
});

describe('pixels', () => {
  it('turns channels into pixels in the order of PyTorch', async () => {
    const { shape, data } = await runGraph(counting(1, 8, 1, 2), (x) => pixelShuffle(x, 2));
    expect(shape).toEqual([1, 2, 2, 4]);
    expect([...data]).toEqual([0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15]);
  });

  it('means each 2x2, with the first row and column repeated', async () => {
    const { data } = await runGraph(counting(1, 1, 2, 3), (x) => blur(x));
    expect([...data]).toEqual([0, 0.5, 1.5, 1.5, 2, 3]);
  });

  it('takes the largest of a neighbourhood', async () => {
    const { shape, data } = await runGraph(counting(1, 1, 4, 4), (x) =>
      maxPool(x, { kernel: 3, stride: 2, padding: 1 }),
    );
    expect(shape).toEqual([1, 1, 2, 2]);
    expect([...data]).toEqual([5, 7, 13, 15]);
  });

  it('enlarges with half-pixel centres', async () => {
    const { data } = await runGraph({ shape: [1, 1, 1, 2], data: Float32Array.of(0, 4) }, (x) => enlargeBilinear(x, 2));
    expect([...data]).toEqual([0, 1, 3, 4, 0, 1, 3, 4]);
  });

  it('refuses channels that make no pixels', async () => {
    await expect(runGraph(counting(1, 6, 2, 2), (x) => pixelShuffle(x, 2))).rejects.toThrow(
      "6 channels don't divide by 4",
    );
  });
});

describe('layerNorm', () => {
  const x = numbers([2, 3, 16], 3);
  const tensors = { 'n.weight': numbers([16], 4), 'n.bias': numbers([16], 5) };

  it.each([1e-5, 1e-6])('takes mean and biased variance of the last axis, ε %d', async (epsilon) => {
    const { data } = await runGraph(x, (value) => layerNorm(value, 'n', epsilon), tensors);
    for (let start = 0; start < data.length; start += 16) {
      const values = x.data.subarray(start, start + 16);
      const mean = values.reduce((a, b) => a + b) / 16;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 16;
      values.forEach((value, i) => {
        const normal = (value - mean) / Math.sqrt(variance + epsilon);
        expect(data[start + i]).toBeCloseTo(normal * tensors['n.weight'].data[i]! + tensors['n.bias'].data[i]!, 5);
      });
    }
  });

  it('stays in 32 bits in a graph of 16', async () => {
    const wide = { shape: [1, 16], data: numbers([1, 16], 6).data.map((value) => value * 300) };
    const exact = await runGraph(wide, (value) => layerNorm(value, 'n'), tensors);
    const half = await runGraph(wide, (value) => layerNorm(value, 'n'), tensors, 'fp16');
    // Its squares would be infinite in 16 bits.
    half.data.forEach((value, i) => {
      expect(Math.abs(value - exact.data[i]!)).toBeLessThan(0.01);
    });
  });
});
