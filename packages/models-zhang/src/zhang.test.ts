// The whole way: a checkpoint as the official file is written, through the adapter, compared with what the original
// made of it. Runs the built inference process.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRgbImage } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../../weights/src/testing/write-checkpoint.ts';
import { eccv16, siggraph17 } from './zhang.ts';

interface Golden {
  readonly images: readonly { readonly orig: string; readonly frame_size: number; readonly final: string }[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-zhang-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const MODELS = [
  { name: 'zhang-eccv16', load: eccv16, write: writeLegacyCheckpoint },
  { name: 'zhang-siggraph17', load: siggraph17, write: writeZipCheckpoint },
] as const;

describe.each(MODELS)('$name from its file', { timeout: 300_000 }, ({ name, load, write }) => {
  const golden = goldenPath(name, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const { images } = readJson<Golden>(golden);
  const [entry] = images as [Golden['images'][number]];
  // Of different sizes.
  const pictures = images.filter(({ orig }, at) => images.findIndex((other) => other.orig === orig) === at);
  const weights = () => join(folder, `${name}.pth`);
  const options = () => ({ weights: weights(), cacheFolder: join(folder, 'graphs'), device: 'cpu' as const });
  beforeAll(() => write(weights(), openRecipe(dirname(golden))));

  it('colours as the original does', async () => {
    await using colorizer = await load({ ...options(), renderFactor: entry.frame_size / 16 });
    const image = await readRgb(join(dirname(golden), entry.orig));
    const expected = await readRgb(join(dirname(golden), entry.final));
    const { beyond, mean } = difference(await colorizer.colorize(image), expected, 1);
    expect(beyond / expected.size).toBeLessThanOrEqual(0.001);
    expect(mean).toBeLessThan(0.05);
  });

  it('colours pictures that share a run as it colours them alone', async () => {
    await using alone = await load({ ...options(), renderFactor: 4 });
    await using together = await load({ ...options(), renderFactor: 4, batch: 2 });
    const images = await Promise.all(pictures.map(({ orig }) => readRgb(join(dirname(golden), orig))));
    const shared = await Promise.all(images.map((image) => together.colorize(image)));
    for (const [index, image] of images.entries()) {
      expect(difference(shared[index]!, await alone.colorize(image), 1)).toMatchObject({ beyond: 0 });
    }
  });

  it('builds its graph once for each size, and its weights once', async () => {
    const before = await readdir(join(folder, 'graphs'));
    await using colorizer = await load({ ...options(), renderFactor: 6 });
    await colorizer.colorize(createRgbImage(40, 30));
    const graphs = (await readdir(join(folder, 'graphs'))).filter((file) => file.startsWith(name));
    expect(graphs).toHaveLength(1);
    expect(await readdir(join(folder, 'graphs'))).toEqual(before);
    const files = await readdir(join(folder, 'graphs', graphs[0]!));
    expect(files.filter((file) => file.endsWith('.weights'))).toHaveLength(1);
    expect(files.filter((file) => file.endsWith('.onnx')).length).toBeGreaterThanOrEqual(3);
  });

  it('refuses a file that was cut off', async () => {
    await truncate(weights(), 1000);
    await expect(load(options())).rejects.toMatchObject({ code: 'WEIGHTS_REFUSED' });
  });
});

describe('siggraph17', () => {
  const golden = goldenPath('zhang-siggraph17', 'golden.json');

  it('follows hints, picture by picture', { timeout: 300_000 }, async (context) => {
    if (!existsSync(golden)) return context.skip(`golden data not found at ${golden}`);
    const weights = join(folder, 'hints.pth');
    await writeZipCheckpoint(weights, openRecipe(dirname(golden)));
    await using colorizer = await siggraph17({
      ...{ weights, cacheFolder: join(folder, 'graphs'), device: 'cpu' },
      ...{ renderFactor: 4, batch: 2 },
    });
    const image = createRgbImage(64, 64, new Uint8Array(64 * 64 * 3).fill(128));
    const hints = { points: [{ x: 32, y: 32, ab: [80, 60] as const, radius: 20 }] };
    const plain = await colorizer.colorize(image);
    const [hinted, beside] = await Promise.all([colorizer.colorize(image, { hints }), colorizer.colorize(image)]);
    expect(difference(hinted, plain).mean).toBeGreaterThan(5);
    // The picture that shares the run, and the next in the same place, know nothing of them.
    expect(difference(beside, plain, 1)).toMatchObject({ beyond: 0 });
    expect(difference(await colorizer.colorize(image), plain, 1)).toMatchObject({ beyond: 0 });
  });

  it.each([3, 65, 16.5])('refuses the render factor %d', async (renderFactor) => {
    const options = { weights: 'x.pth', cacheFolder: folder, renderFactor };
    await expect(siggraph17(options)).rejects.toThrow(`options.renderFactor must be a whole number from 4 to 64`);
  });

  it('says which file is missing', async () => {
    const weights = join(folder, 'missing.pth');
    await expect(siggraph17({ weights, cacheFolder: folder })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: /missing\.pth" isn't there\. Expected is siggraph17-df00044c\.pth\. `havc models fetch`/,
    });
  });
});
