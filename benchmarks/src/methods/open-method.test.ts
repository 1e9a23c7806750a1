import { createRgbImage, type Frame } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { openMethod } from './open-method.ts';
import { modelMethod, presetMethod } from './read-methods.ts';

const gray = createRgbImage(64, 48, new Uint8Array(64 * 48 * 3).fill(120));

describe('openMethod', () => {
  it('colours a picture as the model alone does', async () => {
    const picture = createRgbImage(64, 48);
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = (i / 3) & 255;
    await using open = await openMethod(modelMethod('identity'), {}, false);
    expect((await open.colorize(picture)).data).toEqual(picture.data);
    expect(open.devices).toEqual([]);
  });

  it('gives a stage for a film, with every frame in its order', async () => {
    await using open = await openMethod(presetMethod('built-in'), { device: 'cpu' }, true);
    const stage = await open.stageFor({ width: 64, height: 48 });
    async function* frames(): AsyncGenerator<Frame> {
      for (let index = 0; index < 4; index++) yield { index, time: index / 25, image: gray };
    }
    const indexes: number[] = [];
    for await (const { index, image } of stage(frames())) {
      indexes.push(index);
      expect(image.shape).toEqual([48, 64, 3]);
    }
    expect(indexes).toEqual([0, 1, 2, 3]);
    expect(open.devices).toEqual(['cpu']);
  });

  it('lets nothing stand in for a model whose weights are missing', async () => {
    const store = {
      home: '/nowhere',
      path: async (id: string) => {
        const { HavcError } = await import('@havc/core');
        throw new HavcError('MODEL_MISSING', `no ${id} here`);
      },
    };
    await using open = await openMethod(modelMethod('eccv16'), { store }, false);
    await expect(open.colorize(gray)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });
});
