import { describe, expect, it } from 'vitest';
import { type Numbers, numbers, runGraph } from '../../onnx/src/testing/run-graph.ts';
import { attention } from './attention.ts';

const CHANNELS = 256;
const tensors = {
  'layer.in_proj_weight': scaled(numbers([3 * CHANNELS, CHANNELS], 2), 0.2),
  'layer.in_proj_bias': numbers([3 * CHANNELS], 3),
  'layer.out_proj.weight': scaled(numbers([CHANNELS, CHANNELS], 4), 0.2),
  'layer.out_proj.bias': numbers([CHANNELS], 5),
};

describe('attention', () => {
  it('computes the formula, head by head', async () => {
    const x = numbers([2, 5, CHANNELS]);
    const result = await runGraph(
      x,
      // Built from sources there and from the package here: the same class, twice declared.
      (value) => attention({ query: value as never, key: value as never, value: value as never }, 'layer') as never,
      tensors,
    );
    expect(result.shape).toEqual([2, 5, CHANNELS]);
    const expected = [0, 1].flatMap((n) => selfAttention(x.data.subarray(n * 5 * CHANNELS, (n + 1) * 5 * CHANNELS), 5));
    // Sums of 256 products in 32 bits.
    for (const [i, value] of expected.entries()) expect(result.data[i]).toBeCloseTo(value, 4);
  });
});

function scaled({ shape, data }: Numbers, factor: number): Numbers {
  return { shape, data: data.map((value) => value * factor) };
}

/** The definition, one number after another in 64 bits. */
function selfAttention(x: Float32Array, positions: number): number[] {
  const project = (part: number) => affine(x, positions, 'layer.in_proj_weight', 'layer.in_proj_bias', part * CHANNELS);
  const [query, key, value] = [project(0), project(1), project(2)] as [number[], number[], number[]];
  const joined = new Array<number>(positions * CHANNELS).fill(0);
  for (let head = 0; head < CHANNELS; head += 32) {
    for (let i = 0; i < positions; i++) {
      const weights = Array.from({ length: positions }, (_, j) => {
        let product = 0;
        for (let c = head; c < head + 32; c++) product += query[i * CHANNELS + c]! * key[j * CHANNELS + c]!;
        return Math.exp(product / Math.sqrt(32));
      });
      const sum = weights.reduce((a, b) => a + b);
      for (let c = head; c < head + 32; c++) {
        joined[i * CHANNELS + c] = weights.reduce((all, w, j) => all + (w / sum) * value[j * CHANNELS + c]!, 0);
      }
    }
  }
  return affine(joined, positions, 'layer.out_proj.weight', 'layer.out_proj.bias', 0);
}

function affine(
  x: ArrayLike<number>,
  positions: number,
  weight: keyof typeof tensors,
  bias: keyof typeof tensors,
  row: number,
): number[] {
  return Array.from({ length: positions * CHANNELS }, (_, n) => {
    const from = Math.floor(n / CHANNELS) * CHANNELS;
    const output = row + (n % CHANNELS);
    let sum = tensors[bias].data[output]!;
    for (let c = 0; c < CHANNELS; c++) sum += x[from + c]! * tensors[weight].data[output * CHANNELS + c]!;
    return sum;
  });
}
