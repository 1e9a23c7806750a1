// The whole way: checkpoints as the official files are written, through the adapter, compared with what the original
// made of them. Runs the built inference process.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRgbImage, type RgbImage, sizeOf } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { writeZipCheckpoint } from '../../weights/src/testing/write-checkpoint.ts';
import { type DdcolorColorizer, type DdcolorOptions, ddcolor } from './ddcolor.ts';

interface GoldenImage {
  readonly pipeline: string;
  readonly orig: string;
  readonly input_size: number;
  readonly final: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-ddcolor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('ddcolor from its files', { timeout: 300_000 }, () => {
  const golden = goldenPath('ddcolor-tiny');
  if (!existsSync(join(golden, 'golden.json'))) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const { images } = readJson<{ images: readonly GoldenImage[] }>(join(golden, 'golden.json'));
  const [entry] = images.filter(({ pipeline }) => pipeline.startsWith('vs-ddcolor')) as [GoldenImage];
  const renderFactor = entry.input_size / 16;
  const wrapped = () => join(folder, 'ddcolor_paper_tiny.pth');
  const tiny = (more: Partial<DdcolorOptions> = {}) =>
    ddcolor({
      ...{ model: 'tiny', weights: wrapped(), cacheFolder: join(folder, 'graphs'), device: 'cpu' },
      ...more,
    });
  const graphs = async (cacheFolder: string) =>
    (await readdir(cacheFolder, { recursive: true })).filter((name) => name.endsWith('.onnx'));

  let colorizer: DdcolorColorizer;
  beforeAll(async () => {
    await writeZipCheckpoint(wrapped(), openRecipe(golden), ['params']);
    colorizer = await tiny({ renderFactor: 4 });
  }, 300_000);
  afterAll(() => colorizer.dispose());

  it('colours as the original does', async () => {
    await using other = await tiny({ renderFactor });
    const colored = await other.colorize(await readRgb(join(golden, entry.orig)));
    const { beyond, mean } = difference(colored, await readRgb(join(golden, entry.final)), 1);
    expect(beyond / colored.size).toBeLessThanOrEqual(0.001);
    expect(mean).toBeLessThan(0.05);
  });

  it('takes a bare state dict too', async () => {
    const weights = join(folder, 'bare.pth');
    await writeZipCheckpoint(weights, openRecipe(golden));
    await using other = await tiny({ weights, renderFactor: 4 });
    const image = landscape(40, 30);
    expect((await other.colorize(image)).data).toEqual((await colorizer.colorize(image)).data);
  });

  it('rounds odd render factors down, and finds a graph that was built before', async () => {
    const cacheFolder = join(folder, 'graphs');
    const before = await graphs(cacheFolder);
    await using other = await tiny({ renderFactor: 5 });
    expect(await graphs(cacheFolder)).toEqual(before);
    const image = landscape(40, 30);
    expect((await other.colorize(image)).data).toEqual((await colorizer.colorize(image)).data);
  });

  it.each([
    [1, 1],
    [1, 300],
    [1000, 2],
    [257, 255],
  ])('takes pictures of %d x %d', async (width, height) => {
    const result = await colorizer.colorize(landscape(width, height));
    expect(sizeOf(result)).toEqual({ width, height });
  });

  it('takes a view on a part of a picture, and leaves it as it is', async () => {
    const image = landscape(200, 100);
    const before = image.data.slice();
    const part = image.lo(10, 20, 0).hi(60, 90, 3);
    const copy = createRgbImage(90, 60);
    for (let y = 0; y < 60; y++) {
      copy.data.set(image.data.subarray(((y + 10) * 200 + 20) * 3, ((y + 10) * 200 + 110) * 3), y * 90 * 3);
    }
    expect((await colorizer.colorize(part)).data).toEqual((await colorizer.colorize(copy)).data);
    expect(image.data).toEqual(before);
  });

  it('colours pictures of a batch as it colours them one by one, whatever their sizes', async () => {
    await using three = await tiny({ renderFactor: 4, batch: 3 });
    const pictures = [landscape(64, 64), landscape(100, 30), landscape(31, 77), landscape(20, 20)];
    const together = await Promise.all(pictures.map((picture) => three.colorize(picture)));
    for (const [index, picture] of pictures.entries()) {
      // Sums may run in another order.
      expect(difference(together[index]!, await colorizer.colorize(picture), 1)).toMatchObject({ beyond: 0 });
    }
  });

  it('stops on its signal, and goes on with other pictures', async () => {
    const stop = new AbortController();
    const stopped = colorizer.colorize(landscape(64, 64), { signal: stop.signal });
    const other = colorizer.colorize(landscape(64, 64));
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
    expect(sizeOf(await other)).toEqual({ width: 64, height: 64 });
  });

  it('refuses what is no picture', async () => {
    const plane = { ...landscape(4, 4), shape: [4, 12] } as RgbImage;
    await expect(colorizer.colorize(plane)).rejects.toMatchObject({ code: 'SHAPE_INVALID' });
  });

  it('refuses pictures after it was disposed, and is disposed twice', async () => {
    const brief = await tiny({ renderFactor: 4 });
    await brief.dispose();
    await brief.dispose();
    await expect(brief.colorize(landscape(4, 4))).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it("names what is wrong with another model's file", async () => {
    await expect(tiny({ model: 'artistic' })).rejects.toMatchObject({
      code: 'WEIGHTS_REFUSED',
      message: /^ddcolor_paper_tiny\.pth doesn't hold the weights of ddcolor-large; tensors: \d+ missing \(/,
    });
  });
});

describe('ddcolor', () => {
  const given = { model: 'tiny', weights: 'x.pth', cacheFolder: '/nowhere' } as const;
  it.each<[Partial<Record<keyof DdcolorOptions, unknown>>, string]>([
    [{ model: 'old' }, 'options.model must be modelscope, artistic, paper or tiny, got "old".'],
    [{ renderFactor: 1 }, 'options.renderFactor must be a whole number from 2 to 64, got 1.'],
    [{ renderFactor: 65 }, 'options.renderFactor must be'],
    [{ renderFactor: 20.5 }, 'options.renderFactor must be'],
    [{ renderFactor: Number.NaN }, 'options.renderFactor must be'],
    [{ batch: 0 }, 'options.batch must be a whole number from 1 to 64, got 0.'],
    [{ precision: 'int4' }, 'options.precision must be fp32 or fp16, got "int4".'],
  ])('refuses %j', async (wrong, message) => {
    await expect(ddcolor({ ...given, ...wrong } as DdcolorOptions)).rejects.toThrow(message);
  });

  it('says which file is missing', async () => {
    const missing = ddcolor({ ...given, weights: join(folder, 'missing.pth') });
    await expect(missing).rejects.toMatchObject({ code: 'MODEL_MISSING', message: /havc models fetch/ });
  });
});

/** A gray picture with something to see: a bright sky over a darker, patterned ground. */
function landscape(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const value = y < height / 2 ? 190 - (60 * y) / height : 70 + 30 * Math.sin(x / 3) * Math.cos(y / 5);
      image.data.fill(value, at, at + 3);
    }
  }
  return image;
}
