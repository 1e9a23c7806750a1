import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRgbImage } from '@havc/core';
import { ensureNetworkTensors, networkTensors } from '@havc/onnx';
import { type FullModelName, isFullModel, loadModel, MODELS } from '@havc/presets';
import { openCheckpoint } from '@havc/weights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPicture } from '../kernels/pictures.ts';
import { madeCheckpoints, madeNetworkOf } from './made-checkpoints.ts';

const FULL_MODELS = MODELS.map(({ name }) => name).filter(isFullModel);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-made-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('madeCheckpoints', () => {
  it('makes files that are read as weights, with finite numbers that differ', async () => {
    const path = await madeCheckpoints(folder).path('eccv16');
    const checkpoint = await openCheckpoint(path);
    try {
      expect(() => ensureNetworkTensors(madeNetworkOf('eccv16'), { ...checkpoint, name: path })).not.toThrow();
      for (const name of checkpoint.tensors.keys()) {
        const values = await checkpoint.readFloat32(name);
        // Numbers below 1e-30 could become ones that processors are slow with.
        expect(
          values.every((value) => Number.isFinite(value) && Math.abs(value) < 100),
          name,
        ).toBe(true);
        expect(
          values.some((value) => Math.abs(value) > 1e-3),
          name,
        ).toBe(true);
        if (values.length > 1) expect(values[0], name).not.toBe(values[1]);
      }
    } finally {
      await checkpoint.close();
    }
  });

  it('makes a file once, however many ask at once', async () => {
    const store = madeCheckpoints(folder);
    const paths = await Promise.all([1, 2, 3].map(() => store.path('eccv16')));
    expect(new Set(paths).size).toBe(1);
    expect((await readdir(folder)).filter((name) => name.includes('eccv16'))).toEqual(['zhang-eccv16.safetensors']);
  });

  it('colours with them', async () => {
    const { colorizer } = await loadModel(
      { model: 'eccv16', renderFactor: 4 },
      { device: 'cpu', store: madeCheckpoints(folder) },
    );
    try {
      const picture = createPicture(96, 64, 1);
      const colored = await colorizer.colorize(picture);
      expect(colored.shape).toEqual([64, 96, 3]);
      expect(colored.data).not.toEqual(createRgbImage(96, 64).data);
    } finally {
      await colorizer.dispose();
    }
  });
});

describe('madeNetworkOf', () => {
  it.each(FULL_MODELS)('knows the network of %s', (model) => {
    expect(networkTensors(madeNetworkOf(model)).size).toBeGreaterThan(20);
  });

  it.each<[FullModelName, number]>([
    // Elements of the official files; counters of batches, and what colouring doesn't need, aren't made.
    ['eccv16', 32_241_010],
    ['deoldify-artistic', 63_767_578],
    ['deoldify-video', 218_480_110],
    ['ddcolor-modelscope', 227_921_864],
  ])('has as many weights as %s: %d', (model, count) => {
    const sizes = [...networkTensors(madeNetworkOf(model)).values()].map((shape) => shape.reduce((a, b) => a * b, 1));
    const total = sizes.reduce((a, b) => a + b, 0);
    expect(Math.abs(total / count - 1)).toBeLessThan(0.001);
  });
});
