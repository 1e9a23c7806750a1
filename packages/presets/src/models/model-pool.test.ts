import { type Colorizer, HavcError, type RgbImage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createFakePool, fakeColorizer } from '../compile/testing/fake-models.ts';
import { makeFilm } from '../compile/testing/film.ts';
import { createModelPool, type ModelEvent, type ModelPoolOptions } from './model-pool.ts';

const [one, other] = makeFilm().map(({ image }) => image) as [RgbImage, RgbImage];
const missing = (model: string) => new HavcError('MODEL_MISSING', `no weights of ${model}`);

describe('createModelPool', () => {
  it('loads a model once for the same settings, in any order, and also at the same time', async () => {
    const { pool, loaded } = createFakePool();
    const loads = [
      pool.load({ model: 'deoldify-video', renderFactor: 24 }),
      pool.load({ renderFactor: 24, model: 'deoldify-video' }),
      pool.load({ model: 'deoldify-video', renderFactor: 28 }),
      pool.load({ model: 'deoldify-stable', renderFactor: 24 }),
    ];
    const [a, b, c, d] = await Promise.all(loads);
    expect(b).toBe(a);
    expect(new Set([a, c, d]).size).toBe(3);
    expect(loaded).toHaveLength(3);
    expect(pool.loaded.map(({ name }) => name)).toEqual(['deoldify-video', 'deoldify-video', 'deoldify-stable']);
  });

  it('gives each part of a recipe a steady model of its own, as that goes by the picture before', async () => {
    const ask = async (steady: boolean, options: ModelPoolOptions = {}) => {
      const { pool, loaded } = createFakePool(options);
      for (const place of ['color.first', 'color.second', 'color.first']) {
        await pool.load({ model: 'compact', steady, place });
      }
      await pool.dispose();
      return loaded.length;
    };
    expect(await ask(true)).toBe(2);
    expect(await ask(false)).toBe(1);
    // Photographs have no picture before.
    expect(await ask(true, { film: false })).toBe(1);
  });

  it('asks a model once for a picture, however many want its colours', async () => {
    const { pool, asked } = createFakePool();
    const model = await pool.load({ model: 'deoldify-video' });
    const [a, b] = await Promise.all([model.colorize(one), model.colorize(one)]);
    expect(b).toBe(a);
    expect(await model.colorize(one)).toBe(a);
    expect(await model.colorize(other)).not.toBe(a);
    expect(asked).toHaveLength(2);
  });

  it('asks again for a picture that has failed', async () => {
    let calls = 0;
    const { pool } = createFakePool({}, async () => ({
      async colorize(image) {
        if (++calls === 1) throw new HavcError('ABORTED', 'stop');
        return image;
      },
      dispose: async () => {},
    }));
    const model = await pool.load({ model: 'deoldify-video' });
    await expect(model.colorize(one)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await model.colorize(one)).toBe(one);
  });

  it('tries a picture again when its process has failed, and tells of it', async () => {
    const events: ModelEvent[] = [];
    let calls = 0;
    const { pool } = createFakePool({ onEvent: (event) => events.push(event) }, async () => ({
      async colorize(image) {
        if (++calls === 1) throw new HavcError('INFERENCE_FAILED', 'the process has ended');
        return image;
      },
      dispose: async () => {},
    }));
    const model = await pool.load({ model: 'eccv16' });
    expect(await model.colorize(one)).toBe(one);
    expect(events.map(({ event }) => event)).toEqual(['model-loaded', 'model-retried']);
    expect(events[1]).toMatchObject({ model: 'eccv16', error: { message: 'the process has ended' } });
  });

  it('loads again what could not be loaded', async () => {
    let loads = 0;
    const { pool } = createFakePool({}, async ({ model }) => {
      if (++loads === 1) throw new HavcError('DEVICE_UNAVAILABLE', 'busy');
      return fakeColorizer(model);
    });
    await expect(pool.load({ model: 'eccv16' })).rejects.toMatchObject({ code: 'DEVICE_UNAVAILABLE' });
    await pool.load({ model: 'eccv16' });
    expect(loads).toBe(2);
  });

  it('fails for weights that are not there, unless the built-in model may stand in', async () => {
    const load = async ({ model }: { readonly model: string }): Promise<Colorizer> => {
      if (model !== 'compact') throw missing(model);
      return fakeColorizer('compact');
    };
    const strict = createFakePool({}, load).pool;
    await expect(strict.load({ model: 'deoldify-video' })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    expect(strict.replaced).toEqual([]);

    const events: ModelEvent[] = [];
    const { pool, loaded } = createFakePool({ allowFallback: true, onEvent: (event) => events.push(event) }, load);
    const models = [
      await pool.load({ model: 'deoldify-video', renderFactor: 24 }),
      await pool.load({ model: 'ddcolor-artistic', renderFactor: 24 }),
      await pool.load({ model: 'deoldify-video', renderFactor: 28 }),
    ];
    expect(new Set(models).size).toBe(1);
    expect(pool.replaced).toEqual(['deoldify-video', 'ddcolor-artistic']);
    expect(events.filter(({ event }) => event === 'model-replaced')).toMatchObject([
      { wanted: 'deoldify-video', by: 'compact', why: 'no weights of deoldify-video' },
      { wanted: 'ddcolor-artistic', by: 'compact' },
    ]);
    // It sees pictures of several models in turn, over which it can't be steady.
    expect(loaded.filter(({ model }) => model === 'compact')).toEqual([{ model: 'compact', steady: false }]);
  });

  it('lets no other error fall back, nor a built-in model that is missing itself', async () => {
    const refused = createFakePool({ allowFallback: true }, async () => {
      throw new HavcError('WEIGHTS_REFUSED', 'changed');
    });
    await expect(refused.pool.load({ model: 'eccv16' })).rejects.toMatchObject({ code: 'WEIGHTS_REFUSED' });
    const none = createFakePool({ allowFallback: true }, async ({ model }) => {
      throw missing(model);
    });
    await expect(none.pool.load({ model: 'eccv16' })).rejects.toThrow('no weights of compact');
    expect(none.loaded).toHaveLength(2);
  });

  it('calms nothing over time where pictures are not a film', async () => {
    const still = createFakePool({ film: false });
    await still.pool.load({ model: 'compact', steady: true });
    const film = createFakePool();
    await film.pool.load({ model: 'compact', steady: true });
    expect([still.loaded[0]?.steady, film.loaded[0]?.steady]).toEqual([false, true]);
  });

  it('frees each model once, also those that are being loaded, and then loads none any more', async () => {
    let ready = () => {};
    const waiting = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const { pool, disposed } = createFakePool({}, async ({ model }) => {
      if (model === 'siggraph17') await waiting;
      return fakeColorizer(model);
    });
    await pool.load({ model: 'eccv16' });
    const late = pool.load({ model: 'siggraph17' });
    const ends = [pool.dispose(), pool.dispose()];
    ready();
    await Promise.all([...ends, late]);
    await pool[Symbol.asyncDispose]();
    expect(disposed()).toBe(2);
    expect(() => pool.load({ model: 'eccv16' })).toThrow('have been freed already');
  });

  it('frees all, also when one of them fails to, and then says so', async () => {
    const { pool, disposed } = createFakePool({}, async ({ model }) => ({
      ...fakeColorizer(model),
      dispose: async () => {
        if (model === 'eccv16') throw new Error('stuck');
      },
    }));
    for (const model of ['eccv16', 'siggraph17'] as const) await pool.load({ model });
    await expect(pool.dispose()).rejects.toThrow('stuck');
    expect(disposed()).toBe(2);
  });

  it('gives pictures back with the model identity, which needs no package', async () => {
    await using pool = createModelPool();
    const identity = await pool.load({ model: 'identity' });
    expect(await identity.colorize(one)).toBe(one);
    expect(pool.loaded).toMatchObject([{ name: 'identity', device: undefined }]);
  });
});
