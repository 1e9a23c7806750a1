// Both networks against what the original computed: tensors, and pictures through all of its steps. Each network is
// built once, from weights that a recipe makes.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRgbImage } from '@havc/core';
import { createSession, graphFile, joinCalls, type Precision, splitCalls, type Tensor, type Tensors } from '@havc/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readNpy, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { eccv16Network } from './eccv16-network.ts';
import { siggraph17Network } from './siggraph17-network.ts';
import { createProcessor } from './zhang-processor.ts';

interface GoldenTensor {
  readonly input_L: string;
  readonly hint_ab?: string;
  readonly hint_mask?: string;
  readonly output_ab: string;
  readonly out_stats: { readonly std: number };
}

interface GoldenImage {
  readonly orig: string;
  readonly frame_size: number;
  readonly final: string;
  readonly L_small?: string;
  readonly ab_small?: string;
}

interface Golden {
  readonly tensors: readonly GoldenTensor[];
  readonly images: readonly GoldenImage[];
}

const NETWORKS = { 'zhang-eccv16': eccv16Network, 'zhang-siggraph17': siggraph17Network };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-zhang-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.entries(NETWORKS))('%s', { timeout: 300_000 }, (name, network) => {
  const golden = goldenPath(name, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const { tensors, images } = readJson<Golden>(golden);
  const path = (file: string) => join(dirname(golden), file);
  const takesHints = name === 'zhang-siggraph17';

  async function open(size: number, precision: Precision = 'fp32') {
    const model = await graphFile({
      folder: join(folder, name),
      network: network(size),
      precision,
      variant: `${size}`,
      openWeights: async () => openRecipe(dirname(golden)),
    });
    const plane = (channels: number) => ({
      data: new Float32Array(channels * size * size),
      shape: [1, channels, size, size],
    });
    const warmUp = { lightness: plane(1), ...(takesHints && { hint_ab: plane(2), hint_mask: plane(1) }) };
    return createSession({ model, name, device: 'cpu', warmUp });
  }

  it.each(tensors)('computes what the original does: $output_ab', async (entry) => {
    const read = (file: string): Tensor => readNpy<Float32Array>(path(file));
    const lightness = read(entry.input_L);
    const [, , height, width] = lightness.shape as [number, number, number, number];
    await using session = await open(height);
    const hint = (file: string | undefined, channels: number): Tensor =>
      file ? read(file) : { data: new Float32Array(channels * height * width), shape: [1, channels, height, width] };
    const feeds: Tensors = {
      lightness,
      ...(takesHints && { hint_ab: hint(entry.hint_ab, 2), hint_mask: hint(entry.hint_mask, 1) }),
    };
    const { ab } = await session.run(feeds);
    const expected = read(entry.output_ab);
    expect(ab!.shape).toEqual(expected.shape);
    // The sums run in another order.
    expect(largestDifference(ab!, expected) / entry.out_stats.std).toBeLessThan(1e-4);
  });

  it('stays near that in 16 bits', async () => {
    const entry = tensors.find(({ hint_ab }) => hint_ab === undefined)!;
    const lightness: Tensor = readNpy<Float32Array>(path(entry.input_L));
    const [, , size] = lightness.shape as [number, number, number];
    await using session = await open(size, 'fp16');
    const plane = (channels: number) => ({
      data: new Float32Array(channels * size * size),
      shape: [1, channels, size, size],
    });
    const { ab } = await session.run({ lightness, ...(takesHints && { hint_ab: plane(2), hint_mask: plane(1) }) });
    const expected = readNpy<Float32Array>(path(entry.output_ab));
    expect(largestDifference(ab!, expected) / entry.out_stats.std).toBeLessThan(0.03);
  });

  it.each(images)('colours as the original does: $orig at $frame_size', async (entry) => {
    await using session = await open(entry.frame_size);
    const process = createProcessor({ size: entry.frame_size, batch: 1, takesHints });
    const image = await readRgb(path(entry.orig));
    const calls = joinCalls([{ rgb: { data: image.data, shape: image.shape } }]);
    const results = await process(calls, async (feeds) => {
      if (entry.L_small)
        expect(largestDifference(feeds['lightness']!, readNpy(path(entry.L_small)))).toBeLessThan(1e-4);
      const results = await session.run(feeds);
      if (entry.ab_small) expect(largestDifference(results['ab']!, readNpy(path(entry.ab_small)))).toBeLessThan(0.01);
      return results;
    });
    const [colored] = splitCalls(results);
    const actual = createRgbImage(image.shape[1]!, image.shape[0]!, colored!['rgb']!.data as Uint8Array);
    const expected = await readRgb(path(entry.final));
    const { beyond, mean } = difference(actual, expected, 1);
    expect(beyond / expected.size).toBeLessThanOrEqual(0.001);
    expect(mean).toBeLessThan(0.05);
  });
});

function largestDifference(actual: Tensor, expected: Tensor): number {
  let largest = actual.data.length === expected.data.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.data.length; i++) {
    const distance = Math.abs(Number(actual.data[i]) - Number(expected.data[i]));
    if (!(distance <= largest)) largest = distance;
  }
  return largest;
}
