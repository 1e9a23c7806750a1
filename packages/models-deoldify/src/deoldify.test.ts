// The whole way: checkpoints as the official files are written, through the adapter, compared with what the original
// made of them. Runs the built inference process.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blendImages, type RgbImage } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readRgb } from '../../core/src/testing/golden.ts';
import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
import { writeLegacyCheckpoint } from '../../weights/src/testing/write-checkpoint.ts';
import { type DeoldifyOptions, deoldify } from './deoldify.ts';

interface GoldenImage {
  readonly orig: string;
  readonly render_factor: number;
  readonly final: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-deoldify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('deoldify from its files', { timeout: 300_000 }, () => {
  const goldens = ['deoldify-deep', 'deoldify-wide'].map((name) => goldenPath(name));
  const missing = goldens.find((golden) => !existsSync(join(golden, 'golden.json')));
  if (missing) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${missing}`));
    return;
  }
  const [deep, wide] = goldens as [string, string];
  const imagesOf = (golden: string) => readJson<{ images: readonly GoldenImage[] }>(join(golden, 'golden.json')).images;
  const artistic = () => join(folder, 'ColorizeArtistic_gen.pth');
  const video = () => join(folder, 'ColorizeVideo_gen.pth');
  const options = () => ({ cacheFolder: join(folder, 'graphs'), device: 'cpu' as const });
  beforeAll(async () => {
    await writeLegacyCheckpoint(artistic(), openRecipe(deep), ['model']);
    await writeLegacyCheckpoint(video(), openRecipe(wide));
  });

  it('colours as the original does, without a blend', async () => {
    const [entry] = imagesOf(deep) as [GoldenImage];
    await using colorizer = await deoldify({
      ...options(),
      model: 'artistic',
      weights: artistic(),
      videoBlend: 0,
      renderFactor: entry.render_factor,
    });
    const colored = await colorizer.colorize(await readRgb(join(deep, entry.orig)));
    expectSamePicture(colored, await readRgb(join(deep, entry.final)));
  });

  it('colours pictures that share a run as it colours them alone', async () => {
    const names = new Set(imagesOf(deep).map(({ orig }) => orig));
    const images = await Promise.all([...names].slice(0, 2).map((name) => readRgb(join(deep, name))));
    const given = { ...options(), model: 'artistic', weights: artistic(), videoBlend: 0, renderFactor: 4 } as const;
    await using alone = await deoldify(given);
    await using together = await deoldify({ ...given, batch: 2 });
    const shared = await Promise.all(images.map((image) => together.colorize(image)));
    for (const [index, image] of images.entries()) expectSamePicture(shared[index]!, await alone.colorize(image));
  });

  it('blends artistic half and half with video', async () => {
    const [entry] = imagesOf(deep) as [GoldenImage];
    await using colorizer = await deoldify({
      ...options(),
      model: 'artistic',
      weights: artistic(),
      videoWeights: video(),
      renderFactor: entry.render_factor,
    });
    const colored = await colorizer.colorize(await readRgb(join(deep, entry.orig)));
    await using calm = await deoldify({
      ...options(),
      model: 'video',
      weights: video(),
      renderFactor: entry.render_factor,
    });
    const image = await readRgb(join(deep, entry.orig));
    const [lively, steady] = await Promise.all([readRgb(join(deep, entry.final)), calm.colorize(image)]);
    expectSamePicture(colored, blendImages(lively, steady, 0.5));
  });

  it("names what is wrong with another model's file", async () => {
    const wrong = deoldify({ ...options(), model: 'video', weights: artistic() });
    await expect(wrong).rejects.toMatchObject({
      code: 'WEIGHTS_REFUSED',
      message: /^ColorizeArtistic_gen\.pth doesn't hold the weights of deoldify-wide; tensors: \d+ missing \(/,
      details: { expected: 'ColorizeVideo_gen.pth or ColorizeStable_gen.pth' },
    });
  });
});

describe('deoldify', () => {
  const given = { model: 'stable', weights: 'x.pth', cacheFolder: '/nowhere' } as const;
  it.each<[Partial<Record<keyof DeoldifyOptions, unknown>>, string]>([
    [{ model: 'old' }, 'options.model must be video, stable or artistic, got "old".'],
    [{ renderFactor: 3 }, 'options.renderFactor must be a whole number from 4 to 64, got 3.'],
    [{ renderFactor: 20.5 }, 'options.renderFactor must be'],
    [{ batch: 65 }, 'options.batch must be a whole number from 1 to 64, got 65.'],
    [{ precision: 'int4' }, 'options.precision must be fp32 or fp16, got "int4".'],
    [{ videoBlend: 2 }, 'options.videoBlend must be a number from 0 to 1, got 2.'],
    [{}, 'options.videoWeights is missing: stable is blended with the Video model'],
  ])('refuses %j', async (wrong, message) => {
    await expect(deoldify({ ...given, ...wrong } as DeoldifyOptions)).rejects.toThrow(message);
  });

  it('says which file is missing', async () => {
    const missing = deoldify({ ...given, model: 'video', weights: join(folder, 'missing.pth') });
    await expect(missing).rejects.toMatchObject({ code: 'MODEL_MISSING', message: /havc models fetch/ });
  });
});

function expectSamePicture(actual: RgbImage, expected: RgbImage): void {
  const { beyond, mean } = difference(actual, expected, 1);
  expect(beyond / expected.size).toBeLessThanOrEqual(0.001);
  expect(mean).toBeLessThan(0.05);
}
