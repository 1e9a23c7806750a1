// Both networks against what the original computed: tensors, and pictures through all of its steps. Each network is
// built once, from weights that a recipe makes.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRgbImage } from '@havc/core';
import {
  createSession,
  graphFile,
  type InferenceSession,
  joinCalls,
  type Precision,
  splitCalls,
  type Tensors,
} from '@havc/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readNpy, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { type DdcolorNetwork, ddcolorNetwork } from './ddcolor-network.ts';
import { createProcessor } from './ddcolor-processor.ts';

interface GoldenTensor {
  readonly input: string;
  readonly output_ab: string;
  readonly out_stats: { readonly shape: readonly number[]; readonly std: number };
}

interface GoldenImage {
  /** Which pipeline: pictures of the authors' own are there too, which differs. */
  readonly pipeline: string;
  readonly orig: string;
  readonly input_size: number;
  readonly final: string;
  readonly ab_stats: { readonly std: number };
  readonly gray_rgb?: string;
  readonly ab?: string;
  readonly final_float?: string;
}

interface Golden {
  readonly tensors: readonly GoldenTensor[];
  readonly images: readonly GoldenImage[];
}

/** The sums run in another order: 2e-5 of the deviation is what is reached. */
const TENSOR_TOLERANCE = 1e-4;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-ddcolor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each<DdcolorNetwork>(['tiny', 'large'])('DDColor %s', { timeout: 300_000 }, (network) => {
  const golden = goldenPath(`ddcolor-${network}`, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const path = (name: string) => join(dirname(golden), name);
  const { tensors, images } = readJson<Golden>(golden);
  const sizeOf = ({ out_stats }: GoldenTensor) => out_stats.shape.at(-1)!;
  const pictures = images.filter(({ pipeline }) => pipeline.startsWith('vs-ddcolor'));
  const sizes = [...new Set([...tensors.map(sizeOf), ...pictures.map(({ input_size }) => input_size)])];

  async function open(size: number, { batch = 1, precision = 'fp32' as Precision } = {}) {
    const model = await graphFile({
      folder: join(folder, network),
      network: ddcolorNetwork(network, size, batch),
      variant: `${batch}x${size}`,
      precision,
      openWeights: async () => openRecipe(dirname(golden)),
    });
    const gray = { data: new Float32Array(batch * 3 * size * size), shape: [batch, 3, size, size] };
    return createSession({ model, name: network, device: 'cpu', warmUp: { image: gray } });
  }

  describe.each(sizes)('at %d pixels', (size) => {
    let session: InferenceSession;
    beforeAll(async () => {
      session = await open(size);
    }, 300_000);
    afterAll(() => session.dispose());

    const ownTensors = tensors.filter((entry) => sizeOf(entry) === size);
    it.each(ownTensors)('computes what the original does: $input', async (entry) => {
      const { data, shape } = readNpy<Float32Array>(path(entry.input));
      const expected = readNpy<Float32Array>(path(entry.output_ab)).data;
      const [batch, ...rest] = shape as [number, number, number, number];
      for (let n = 0; n < batch; n++) {
        const { ab } = await session.run({ image: { data: part(data, n, batch), shape: [1, ...rest] } });
        expect(ab!.shape).toEqual([1, 2, size, size]);
        const distance = farthest(ab!.data as Float32Array, part(expected, n, batch));
        expect(distance / entry.out_stats.std).toBeLessThan(TENSOR_TOLERANCE);
      }
    });

    const ownPictures = pictures.filter(({ input_size }) => input_size === size);
    it.each(ownPictures)('colours as the original does: $orig', async (entry) => {
      const image = await readRgb(path(entry.orig));
      let input = new Float32Array();
      let output = new Float32Array();
      const model = async (feeds: Tensors): Promise<Tensors> => {
        input = Float32Array.from(feeds['image']!.data as Float32Array);
        const results = await session.run(feeds);
        output = results['ab']!.data as Float32Array<ArrayBuffer>;
        return results;
      };
      const process = createProcessor({ size, batch: 1 });
      const calls = joinCalls([{ rgb: { data: image.data, shape: image.shape } }]);
      const [{ rgb: picture } = {}] = splitCalls(await process(calls, model));

      if (entry.gray_rgb) {
        // 32-bit powers there, tables here.
        expect(farthest(input, readNpy<Float32Array>(path(entry.gray_rgb)).data)).toBeLessThan(1e-6);
      }
      if (entry.ab) {
        // The small differences of the input are in it too: 2e-5 is what is reached.
        const expected = readNpy<Float32Array>(path(entry.ab)).data;
        expect(farthest(output, expected) / entry.ab_stats.std).toBeLessThan(TENSOR_TOLERANCE);
      }
      if (entry.final_float) {
        // Half a level is the rounding.
        const codes = interleaved(readNpy<Float32Array>(path(entry.final_float)).data).map((value) => value * 255);
        expect(farthest(picture!.data as Uint8Array, codes)).toBeLessThan(0.51);
      }
      const colored = createRgbImage(image.shape[1]!, image.shape[0]!, picture!.data as Uint8Array);
      const { beyond, mean } = difference(colored, await readRgb(path(entry.final)), 1);
      expect(beyond / colored.size).toBeLessThanOrEqual(0.001);
      expect(mean).toBeLessThan(0.05);
    });
  });

  it('sees every picture of a batch alike', async () => {
    const { input, output_ab, out_stats } = smallest(tensors);
    const { data, shape } = readNpy<Float32Array>(path(input));
    const first = part(data, 0, shape[0]!);
    const expected = part(readNpy<Float32Array>(path(output_ab)).data, 0, shape[0]!);
    const pair = new Float32Array(2 * first.length);
    pair.set(first, first.length);
    await using session = await open(shape[2]!, { batch: 2 });
    const { ab } = await session.run({ image: { data: pair, shape: [2, ...shape.slice(1)] } });
    const second = (ab!.data as Float32Array).subarray(expected.length);
    expect(farthest(second, expected) / out_stats.std).toBeLessThan(TENSOR_TOLERANCE);
  });

  // Once is enough: what 16 bits do to the larger network is the same.
  if (network === 'tiny') {
    it('comes close with 16-bit floats', async () => {
      const { input, output_ab, out_stats } = smallest(tensors);
      const { data, shape } = readNpy<Float32Array>(path(input));
      const expected = part(readNpy<Float32Array>(path(output_ab)).data, 0, shape[0]!);
      await using session = await open(shape[2]!, { precision: 'fp16' });
      const { ab } = await session.run({ image: { data: part(data, 0, shape[0]!), shape: [1, ...shape.slice(1)] } });
      // Eleven bits of mantissa, over a hundred layers: 0.007 is what is reached.
      expect(farthest(ab!.data as Float32Array, expected) / out_stats.std).toBeLessThan(0.03);
    });
  }

  function smallest(entries: readonly GoldenTensor[]): GoldenTensor {
    return [...entries].sort((a, b) => sizeOf(a) - sizeOf(b))[0]!;
  }
});

/** One of `count` equal parts. */
function part(values: Float32Array, index: number, count: number): Float32Array {
  const length = values.length / count;
  return values.slice(index * length, (index + 1) * length);
}

/** Three planes as pixels. */
function interleaved(planes: Float32Array): Float32Array {
  return planes.map((_, i) => planes[(i % 3) * (planes.length / 3) + Math.floor(i / 3)]!);
}

/** The largest difference; infinite where lengths differ or something is no number. */
function farthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i]! - expected[i]!);
    if (!(distance <= largest)) largest = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  }
  return largest;
}
