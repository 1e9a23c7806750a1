import { describe, expect, it } from 'vitest';
import { type Numbers, numbers, positives, runGraph } from '../testing/run-graph.ts';
import { conv2d, convTranspose2d, pointwise } from './convolution.ts';
import { batchNorm } from './normalization.ts';

interface PlainOptions {
  readonly stride?: number;
  readonly dilation?: number;
  readonly padding?: number;
  readonly groups?: number;
}

/** A convolution by its formula, in 64 bits. */
function plainConvolution(x: Numbers, weight: Numbers, bias: Float32Array | undefined, options: PlainOptions = {}) {
  const { stride = 1, dilation = 1, padding = 0, groups = 1 } = options;
  const [, inputs, height, width] = x.shape as [number, number, number, number];
  const [outputs, perGroup, kernel] = weight.shape as [number, number, number];
  const extent = (size: number) => Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  const [rows, columns] = [extent(height), extent(width)];
  const result: number[] = [];
  for (let o = 0; o < outputs; o++) {
    const firstInput = Math.floor(o / (outputs / groups)) * (inputs / groups);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = bias?.[o] ?? 0;
        for (let i = 0; i < perGroup; i++) {
          for (let dy = 0; dy < kernel; dy++) {
            for (let dx = 0; dx < kernel; dx++) {
              const y = row * stride - padding + dy * dilation;
              const xx = column * stride - padding + dx * dilation;
              if (y < 0 || xx < 0 || y >= height || xx >= width) continue;
              const value = x.data[((firstInput + i) * height + y) * width + xx]!;
              sum += value * weight.data[((o * perGroup + i) * kernel + dy) * kernel + dx]!;
            }
          }
        }
        result.push(sum);
      }
    }
  }
  return result;
}

function expectNear(actual: Float32Array, expected: ArrayLike<number>, tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(tolerance);
}

describe('conv2d', () => {
  const x = numbers([1, 4, 9, 7]);

  it.each([
    [{ kernel: 3 }],
    [{ kernel: 1 }],
    [{ kernel: 3, stride: 2 }],
    [{ kernel: 3, dilation: 2 }],
    [{ kernel: 7, stride: 2, padding: 3 }],
    [{ kernel: 4, stride: 4, padding: 0 }],
    [{ kernel: 5, groups: 2 }],
    [{ kernel: 3, groups: 4, bias: false }],
  ])('computes and infers %j', async (options) => {
    const { kernel, groups = 1, bias = true } = options as { kernel: number; groups?: number; bias?: boolean };
    const weight = numbers([8, 4 / groups, kernel, kernel], 2);
    const offset = numbers([8], 3);
    const tensors = { 'a.weight': weight, ...(bias && { 'a.bias': offset }) };
    const result = await runGraph(x, (value) => conv2d(value, 'a', { channels: 8, ...options }), tensors);
    const { dilation = 1, padding = ((kernel - 1) / 2) * dilation } = options as PlainOptions;
    const expected = plainConvolution(x, weight, bias ? offset.data : undefined, { ...options, padding });
    expectNear(result.data, expected);
  });

  it('divides a spectral weight by the norm of its stored vectors, and not its bias', async () => {
    const weight = numbers([5, 4, 3, 3], 2);
    const [u, v, bias] = [numbers([5], 4), numbers([36], 5), numbers([5], 6)];
    let sigma = 0;
    for (let row = 0; row < 5; row++) {
      for (let i = 0; i < 36; i++) sigma += u.data[row]! * weight.data[row * 36 + i]! * v.data[i]!;
    }
    const tensors = { 'a.weight_orig': weight, 'a.weight_u': u, 'a.weight_v': v, 'a.bias': bias };
    const result = await runGraph(x, (y) => conv2d(y, 'a', { channels: 5, parametrization: 'spectral' }), tensors);
    const scaled = { ...weight, data: weight.data.map((value) => value / sigma) };
    const expected = plainConvolution(x, scaled, bias.data, { padding: 1 });
    // Relative to the values, which a small norm makes large.
    expectNear(result.data, expected, 1e-5 * Math.max(1, ...expected.map(Math.abs)));
  });

  it('gives a weight of direction and length its length, channel by channel', async () => {
    const [v, g, bias] = [numbers([6, 4, 1, 1], 2), numbers([6, 1, 1, 1], 3), numbers([6], 4)];
    const data = v.data.map((value, i) => {
      const row = Math.floor(i / 4);
      return (value * g.data[row]!) / Math.hypot(...v.data.subarray(row * 4, row * 4 + 4));
    });
    const tensors = { 'a.weight_v': v, 'a.weight_g': g, 'a.bias': bias };
    const layer = { channels: 6, kernel: 1, parametrization: 'weight' } as const;
    const result = await runGraph(x, (y) => conv2d(y, 'a', layer), tensors);
    expectNear(result.data, plainConvolution(x, { shape: v.shape, data }, bias.data));
  });

  it.each([true, false])(
    'gives the same with a batch normalisation folded in as with one behind it (bias %s)',
    async (bias) => {
      const tensors = {
        'a.weight': numbers([6, 4, 3, 3], 2),
        ...(bias && { 'a.bias': numbers([6], 3) }),
        'n.weight': numbers([6], 4),
        'n.bias': numbers([6], 5),
        'n.running_mean': numbers([6], 6),
        'n.running_var': positives([6], 7),
        'n.num_batches_tracked': numbers([], 8),
      };
      const folded = await runGraph(x, (y) => conv2d(y, 'a', { channels: 6, bias, norm: 'n' }), tensors);
      const apart = await runGraph(x, (y) => batchNorm(conv2d(y, 'a', { channels: 6, bias }), 'n'), tensors);
      expectNear(folded.data, apart.data);
      const convolved = plainConvolution(x, tensors['a.weight'], bias ? tensors['a.bias']!.data : undefined, {
        padding: 1,
      });
      const plane = convolved.length / 6;
      const expected = convolved.map((value, i) => {
        const c = Math.floor(i / plane);
        const deviation = Math.sqrt(tensors['n.running_var'].data[c]! + 1e-5);
        return (
          ((value - tensors['n.running_mean'].data[c]!) / deviation) * tensors['n.weight'].data[c]! +
          tensors['n.bias'].data[c]!
        );
      });
      expectNear(folded.data, expected);
    },
  );

  it.each([
    [{ channels: 8, kernel: 12, padding: 0 }, 'Layer a: a kernel of 12 pixels is larger than its input'],
    [{ channels: 8, groups: 3 }, "Layer a: 3 groups don't divide 4 and 8 channels."],
  ])('refuses %j', async (options, message) => {
    await expect(runGraph(x, (y) => conv2d(y, 'a', options))).rejects.toThrow(message);
  });
});

describe('convTranspose2d', () => {
  it('spreads each pixel over its kernel', async () => {
    const x = numbers([1, 3, 4, 5]);
    const [weight, bias] = [numbers([3, 2, 4, 4], 2), numbers([2], 3)];
    const layer = { channels: 2, kernel: 4, stride: 2, padding: 1 };
    const result = await runGraph(x, (y) => convTranspose2d(y, 'a', layer), { 'a.weight': weight, 'a.bias': bias });
    expect(result.shape).toEqual([1, 2, 8, 10]);
    const expected = new Float64Array(2 * 8 * 10).map((_, i) => bias.data[Math.floor(i / 80)]!);
    for (let i = 0; i < 3; i++) {
      for (let o = 0; o < 2; o++) {
        for (let n = 0; n < 4 * 5 * 16; n++) {
          const [dx, dy, column, row] = [n % 4, Math.floor(n / 4) % 4, Math.floor(n / 16) % 5, Math.floor(n / 80)];
          const [top, left] = [2 * row - 1 + dy, 2 * column - 1 + dx];
          if (top < 0 || left < 0 || top >= 8 || left >= 10) continue;
          const share = x.data[(i * 4 + row) * 5 + column]! * weight.data[((i * 2 + o) * 4 + dy) * 4 + dx]!;
          expected[(o * 8 + top) * 10 + left]! += share;
        }
      }
    }
    expectNear(result.data, expected);
  });
});

describe('pointwise', () => {
  it('refuses a weight for another number of channels', async () => {
    const refused = runGraph(numbers([1, 4, 2, 2]), (y, graph) =>
      pointwise(y, graph.constant(new Float32Array(6), [2, 3, 1, 1]), 'colours'),
    );
    await expect(refused).rejects.toThrow("Layer colours: a weight of [2, 3, 1, 1] doesn't fit input x [1, 4, 2, 2].");
  });
});
