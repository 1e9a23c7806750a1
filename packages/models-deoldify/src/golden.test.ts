// Both networks against what the original computed: tensors, and pictures through all of its steps. Each network is
// built once, from weights that a recipe makes.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRgbImage, type RgbImage } from '@havc/core';
import { createSession, graphFile, joinCalls, type Precision, splitCalls, type Tensors } from '@havc/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readNpy, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { type DeoldifyNetwork, deoldifyNetwork } from './deoldify-network.ts';
import { createProcessor } from './deoldify-processor.ts';
import { createInputKernel, toPicture } from './network-picture.ts';

interface GoldenTensor {
  readonly input: string;
  readonly output: string;
  readonly out_stats: { readonly std: number };
}

interface GoldenImage {
  readonly orig: string;
  readonly render_factor: number;
  readonly ready: string;
  readonly model: string;
  readonly final: string;
}

interface Golden {
  readonly tensors: readonly GoldenTensor[];
  readonly images: readonly GoldenImage[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-deoldify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each<DeoldifyNetwork>(['deep', 'wide'])('DeOldify %s', { timeout: 300_000 }, (network) => {
  const golden = goldenPath(`deoldify-${network}`, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const { tensors, images } = readJson<Golden>(golden);
  const path = (name: string) => join(dirname(golden), name);

  async function open(size: number, batch = 1, precision: Precision = 'fp32') {
    const model = await graphFile({
      folder: join(folder, network),
      network: deoldifyNetwork(network, size, batch),
      precision,
      variant: `${batch}x${size}`,
      openWeights: async () => openRecipe(dirname(golden)),
    });
    const gray = { data: new Float32Array(batch * 3 * size * size), shape: [batch, 3, size, size] };
    return createSession({ model, name: network, device: 'cpu', warmUp: { image: gray } });
  }

  it.each(tensors)('computes what the original does: $input', async ({ input, output, out_stats }) => {
    const { data, shape } = readNpy<Float32Array>(path(input));
    const expected = readNpy<Float32Array>(path(output));
    await using session = await open(shape[2]!, shape[0]!);
    const { colored } = await session.run({ image: { data, shape } });
    expect(colored!.shape).toEqual(expected.shape);
    // The sums run in another order: 7e-6 is what is reached.
    expect(largestDifference(colored!.data as Float32Array, expected.data) / out_stats.std).toBeLessThan(1e-4);
  });

  it('sees every picture of a batch alike', async () => {
    const { input, output, out_stats } = tensors[0]!;
    const { data, shape } = readNpy<Float32Array>(path(input));
    const expected = readNpy<Float32Array>(path(output)).data;
    const pair = new Float32Array(2 * data.length);
    pair.set(data, data.length);
    await using session = await open(shape[2]!, 2);
    const { colored } = await session.run({ image: { data: pair, shape: [2, 3, shape[2]!, shape[2]!] } });
    const second = (colored!.data as Float32Array).subarray(expected.length);
    expect(largestDifference(second, expected) / out_stats.std).toBeLessThan(1e-4);
  });

  it('stays near that in 16 bits', async () => {
    const { input, output, out_stats } = tensors[0]!;
    const { data, shape } = readNpy<Float32Array>(path(input));
    const expected = readNpy<Float32Array>(path(output)).data;
    await using session = await open(shape[2]!, 1, 'fp16');
    const { colored } = await session.run({ image: { data, shape } });
    expect(largestDifference(colored!.data as Float32Array, expected) / out_stats.std).toBeLessThan(0.03);
  });

  it.each(images)('colours as the original does: $orig at render factor $render_factor', async (entry) => {
    const size = 16 * entry.render_factor;
    await using session = await open(size);
    let input: Float32Array | undefined;
    let output: Float32Array | undefined;
    const process = createProcessor({ size, batch: 1 });
    const image = await readRgb(path(entry.orig));
    const results = await process(
      joinCalls([{ rgb: { data: image.data, shape: image.shape } }]),
      async (feeds: Tensors) => {
        input = Float32Array.from(feeds['image']!.data as Float32Array);
        const results = await session.run(feeds);
        output = results['colored']!.data as Float32Array;
        return results;
      },
    );

    const ready = new Float32Array(3 * size * size);
    createInputKernel()(await readRgb(path(entry.ready)), ready);
    expect(largestDifference(input!, ready)).toBe(0);

    const picture = createRgbImage(size, size);
    toPicture(output!, picture);
    expectSamePicture(picture, await readRgb(path(entry.model)));
    expectSamePicture(
      createRgbImage(image.shape[1]!, image.shape[0]!, splitCalls(results)[0]!['rgb']!.data as Uint8Array),
      await readRgb(path(entry.final)),
    );
  });
});

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  let largest = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i]! - expected[i]!);
    if (!(distance <= largest)) largest = distance;
  }
  return largest;
}

/** A value on the edge between two codes may fall to either side, and a step of chroma enlarges that. */
function expectSamePicture(actual: RgbImage, expected: RgbImage): void {
  const { beyond, mean } = difference(actual, expected, 1);
  expect(beyond / expected.size).toBeLessThanOrEqual(0.001);
  expect(mean).toBeLessThan(0.05);
}
