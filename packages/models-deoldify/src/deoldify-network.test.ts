import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSession, graphFile } from '@havc/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenPath, readJson, readNpy } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { type DeoldifyNetwork, deoldifyNetwork } from './deoldify-network.ts';

interface GoldenTensor {
  readonly input: string;
  readonly output: string;
  readonly out_stats: { readonly std: number };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-deoldify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each<DeoldifyNetwork>(['deep', 'wide'])('DeOldify %s', (network) => {
  const golden = goldenPath(`deoldify-${network}`, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const { tensors } = readJson<{ readonly tensors: readonly GoldenTensor[] }>(golden);

  it.each(tensors)('computes what the original does: $input', { timeout: 300_000 }, async (entry) => {
    const input = readNpy<Float32Array>(join(dirname(golden), entry.input));
    const expected = readNpy<Float32Array>(join(dirname(golden), entry.output));
    const [batch, , size] = input.shape as [number, number, number];
    const model = await graphFile({
      folder: join(folder, network),
      network: deoldifyNetwork(network, size, batch),
      variant: `${batch}x${size}`,
      openWeights: async () => openRecipe(dirname(golden)),
    });
    const feeds = { image: { data: input.data, shape: input.shape } };
    await using session = await createSession({ model, name: network, device: 'cpu', warmUp: feeds });
    const { colored } = await session.run(feeds);
    expect(colored!.shape).toEqual(expected.shape);
    let worst = 0;
    expected.data.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - (colored!.data as Float32Array)[i]!));
    });
    console.log(
      `deoldify-${network} ${size}: at most ${(worst / entry.out_stats.std).toExponential(1)} of the deviation`,
    );
    expect(worst / entry.out_stats.std).toBeLessThan(1e-3);
  });
});
