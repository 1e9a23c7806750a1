import { HavcError, replaceLuma } from '@havc/core';
import { describe, expect, it, vi } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { compile } from './compile.ts';
import { createFakePool, fakeColorizer } from './testing/fake-models.ts';
import { makeFilm, runStage } from './testing/film.ts';

/** An endless film, and whether it has been closed. */
function endlessFilm() {
  const film = makeFilm();
  let [read, closed] = [0, false];
  async function* frames() {
    try {
      for (;;) {
        // A picture of its own each time: results are shared between those who ask for the same one.
        const image = replaceLuma(film[read % film.length]!.image, film[0]!.image);
        yield { index: read, time: read++ / 25, image };
      }
    } finally {
      closed = true;
    }
  }
  return { frames: frames(), read: () => read, closed: () => closed };
}

const slow = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const codeOf = (pending: Promise<unknown>) =>
  pending.then(
    () => 'no error',
    (error: unknown) => (HavcError.is(error) ? error.code : error),
  );

describe('compile, when something goes wrong', () => {
  it.each(['medium', 'veryslow', 'placebo', 'photo'])(
    'ends %s within a second of an abort, and closes the film',
    async (preset) => {
      const controller = new AbortController();
      const { pool, disposed, loaded } = createFakePool({ signal: controller.signal });
      const size = { width: 96, height: 64 };
      const recipe = presetRecipe({ preset });
      const compiled = await compile(recipe, { models: pool, size, signal: controller.signal });
      const film = endlessFilm();
      let abortedAt = 0;
      const code = await codeOf(
        (async () => {
          for await (const { index } of compiled.stage(film.frames)) {
            if (index !== 3) continue;
            abortedAt = performance.now();
            controller.abort();
          }
        })(),
      );
      expect(code).toBe('ABORTED');
      expect(performance.now() - abortedAt).toBeLessThan(1000);
      // An abort waits for nobody, but the film is told.
      await vi.waitFor(() => expect(film.closed()).toBe(true), { timeout: 1000, interval: 10 });
      await compiled.dispose();
      await pool.dispose();
      expect(disposed()).toBe(loaded.length);
    },
  );

  it.each(['medium', 'veryslow', 'photo'])('closes the film of %s when its reader has had enough', async (preset) => {
    const { pool } = createFakePool();
    const compiled = await compile(presetRecipe({ preset }), { models: pool, size: { width: 96, height: 64 } });
    const film = endlessFilm();
    for await (const { index } of compiled.stage(film.frames)) if (index === 2) break;
    expect(film.closed()).toBe(true);
    // What stages look ahead, and no more.
    expect(film.read()).toBeLessThan(40);
  });

  it.each(['medium', 'veryslow', 'placebo', 'photo'])(
    "ends %s with a model's error, and closes the film",
    async (preset) => {
      const broken = new HavcError('DEVICE_UNAVAILABLE', 'gone');
      let calls = 0;
      const { pool } = createFakePool({}, async ({ model, renderFactor }) => ({
        async colorize(image) {
          await slow(1);
          if (model.startsWith('ddcolor') && ++calls > 8) throw broken;
          return fakeColorizer(model, renderFactor).colorize(image);
        },
        dispose: async () => {},
      }));
      const compiled = await compile(presetRecipe({ preset }), { models: pool, size: { width: 96, height: 64 } });
      const film = endlessFilm();
      const reading = (async () => {
        for await (const _ of compiled.stage(film.frames));
      })();
      await expect(reading).rejects.toBe(broken);
      expect(film.closed()).toBe(true);
    },
  );

  it("hands on the film's own error", async () => {
    const broken = new HavcError('INPUT_UNREADABLE', 'cut off');
    async function* film() {
      yield* makeFilm().slice(0, 4);
      throw broken;
    }
    const { pool } = createFakePool();
    const shots = [{ from: 2, set: { 'filters.stabilizer.dark.amount': 0.5 } }];
    const compiled = await compile(parseRecipe({ extends: 'medium', shots }), { models: pool });
    const reading = (async () => {
      for await (const _ of compiled.stage(film()));
    })();
    await expect(reading).rejects.toBe(broken);
  });

  it('does not leave a pool of its own behind when a model can not be loaded', async () => {
    const recipe = parseRecipe({ version: 1, color: { model: 'deoldify-video' } });
    const signal = AbortSignal.abort();
    expect(await codeOf(compile(recipe, { signal }))).toMatch(/^(ABORTED|MODEL_MISSING)$/);
  });

  it('leaves a pool that was passed in as it is', async () => {
    const { pool, disposed } = createFakePool();
    const compiled = await compile(presetRecipe({ preset: 'fast' }), { models: pool });
    await compiled.dispose();
    await compiled.dispose();
    expect(disposed()).toBe(0);
    await pool.dispose();
    expect(disposed()).toBe(2);
  });

  it('says that automatic render factors need the size of the frames', async () => {
    const { pool } = createFakePool();
    expect(await codeOf(compile(presetRecipe({ preset: 'placebo' }), { models: pool }))).toBe('OPTION_INVALID');
  });

  it('gives each of several films the same, one after the other', async () => {
    const { pool, loaded } = createFakePool();
    const compiled = await compile(presetRecipe({ preset: 'medium' }), { models: pool });
    const once = await runStage(compiled.stage, makeFilm());
    const again = await runStage(compiled.stage, makeFilm());
    expect(again.map(({ image }) => image.data)).toEqual(once.map(({ image }) => image.data));
    expect(loaded).toHaveLength(2);
  });

  it('passes a film of no frames, and one of one frame', async () => {
    const { pool } = createFakePool();
    for (const preset of ['medium', 'veryslow', 'steady']) {
      const { stage } = await compile(presetRecipe({ preset }), { models: pool });
      expect(await runStage(stage, [])).toEqual([]);
      expect(await runStage(stage, makeFilm().slice(0, 1))).toHaveLength(1);
    }
  });
});
