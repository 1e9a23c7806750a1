import type { Frame, RgbImage } from '@havc/core';
import { adjustHues, detectScenes, stabilizeChroma, tweakImage } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import type { RecipeInput } from '../recipe/recipe-schema.ts';
import { compile } from './compile.ts';
import { createFakePool, fakeColors } from './testing/fake-models.ts';
import { CUT, FRAMES, hashesOf, hashOf, makeFilm, runStage } from './testing/film.ts';

const film = makeFilm();
const VIDEO = { model: 'deoldify-video', renderFactor: 24 } as const;

async function through(recipe: RecipeInput, frames: readonly Frame[] = film) {
  const fake = createFakePool();
  await using _ = fake.pool;
  await using compiled = await compile(parseRecipe(recipe), { models: fake.pool });
  return { made: await runStage(compiled.stage, frames), ...fake };
}

/** What is expected of each frame by itself. */
const expected = (change: (image: RgbImage, index: number) => RgbImage) =>
  film.map(({ image, index }) => hashOf(change(image, index)));
const saturated = (image: RgbImage, saturation: number) =>
  tweakImage(fakeColors(image, VIDEO.model, 24), { saturation });
const tweak = (saturation: number) => ({ filters: [{ filter: 'tweak', saturation }] });

describe('shots', () => {
  it('differ from the rest in what they set, from their first frame to the one before their end', async () => {
    const shots = [{ from: 3, to: 7, set: tweak(0.5) }];
    const { made } = await through({ version: 1, color: VIDEO, shots });
    expect(hashesOf(made)).toEqual(
      expected((image, n) => (n >= 3 && n < 7 ? saturated(image, 0.5) : fakeColors(image, VIDEO.model, 24))),
    );
  });

  it('take times, to the millisecond of the frame', async () => {
    // Frames are 40 ms apart.
    for (const [from, to, first, end] of [
      ['0.12s', '0.28s', 3, 7],
      ['00:00:00.120', '00:00:00.2804', 3, 7],
      ['0.1205s', '0.281s', 3, 8],
      ['0.0812s', 5, 3, 5],
      [2, '0.2s', 2, 5],
    ] as const) {
      const { made } = await through({ version: 1, color: VIDEO, shots: [{ from, to, set: tweak(0) }] });
      const changed = made.flatMap(({ index, image }) =>
        hashOf(image) === hashOf(fakeColors(film[index]!.image, VIDEO.model, 24)) ? [] : [index],
      );
      expect(changed, `${from} to ${to}`).toEqual(Array.from({ length: end - first }, (_, n) => first + n));
    }
  });

  it('reach to the ends of the film where nothing else is said', async () => {
    const shots = [
      { to: 2, set: tweak(0.2) },
      { from: 10, set: tweak(0.4) },
    ];
    const { made } = await through({ version: 1, color: VIDEO, shots });
    expect(hashesOf(made)).toEqual(
      expected((image, n) => {
        if (n < 2) return saturated(image, 0.2);
        return n >= 10 ? saturated(image, 0.4) : fakeColors(image, VIDEO.model, 24);
      }),
    );
  });

  it('lie over each other where they overlap, the later one on top', async () => {
    const shots = [
      { from: 2, to: 8, set: { 'color.model': 'ddcolor-artistic', ...tweak(0.5) } },
      { from: 5, to: 10, set: { 'filters.tweak.saturation': 0.25 } },
    ];
    // The second alone changes a step that is there from the beginning.
    const { made, loaded } = await through({ version: 1, color: VIDEO, ...tweak(2), shots } as RecipeInput);
    expect(hashesOf(made)).toEqual(
      expected((image, n) => {
        const model = n >= 2 && n < 8 ? 'ddcolor-artistic' : VIDEO.model;
        const saturation = n >= 5 && n < 10 ? 0.25 : n >= 2 && n < 5 ? 0.5 : 2;
        return tweakImage(fakeColors(image, model, 24), { saturation });
      }),
    );
    expect(loaded.map(({ model }) => model)).toEqual(['deoldify-video', 'ddcolor-artistic']);
  });

  it('begin and end like shots of the film: nothing is averaged across', async () => {
    const over = { filter: 'stabilize-chroma', frames: 5 } as const;
    const shots = [{ from: 2, to: 4, set: { 'filters.stabilize-chroma.frames': 3 } }];
    const { made } = await through({ version: 1, color: VIDEO, filters: [over], shots });
    const colored = (await runStage(detectScenes(), film)).map((frame) => ({
      ...frame,
      image: fakeColors(frame.image, VIDEO.model, 24),
    }));
    const part = (from: number, to: number, frames: number) =>
      runStage(stabilizeChroma({ frames }), colored.slice(from, to));
    expect(hashesOf(made)).toEqual(
      hashesOf([...(await part(0, 2, 5)), ...(await part(2, 4, 3)), ...(await part(4, FRAMES, 5))]),
    );
  });

  it('keep index, time, marks and what luma is to follow', async () => {
    const shots = [{ from: 4, set: { 'prepare+': { filter: 'tweak', gamma: 0.8 } } }];
    const { made } = await through({
      version: 1,
      luma: 'toned',
      color: VIDEO,
      filters: [{ filter: 'deflicker' }],
      shots,
    });
    expect(made.map(({ index, time }) => [index, time])).toEqual(film.map(({ index, time }) => [index, time]));
    expect(made.map(({ before }) => before)).toEqual(film.map(({ image }) => image));
    expect(made.filter(({ scene }) => scene?.cut).map(({ index }) => index)).toEqual([0, CUT]);
  });

  it('refuses at once a shot whose recipe can not work', async () => {
    const { pool } = createFakePool();
    const shots = [{ from: 4, set: { 'prepare+': { filter: 'lut', file: 'x.cube' } } }];
    const recipe = parseRecipe({ version: 1, color: VIDEO, shots });
    await expect(compile(recipe, { models: pool })).rejects.toMatchObject({ code: 'RECIPE_INVALID' });
  });
});

describe('frames', () => {
  const gray = (image: RgbImage) => image;

  it('colours the first frame of each shot alone with cuts', async () => {
    const { made, asked } = await through({ version: 1, frames: 'cuts', color: VIDEO });
    expect(asked).toHaveLength(2);
    expect(hashesOf(made)).toEqual(
      expected((image, n) => (n === 0 || n === CUT ? fakeColors(image, VIDEO.model, 24) : gray(image))),
    );
  });

  it('colours the frames that are worth being references with references', async () => {
    const scenes = { detector: 'adaptive', frequency: 4 } as const;
    const { made, asked } = await through({ version: 1, frames: 'references', scenes, color: VIDEO });
    const marked = await runStage(detectScenes(scenes), film);
    const references = marked.flatMap(({ index, scene }) => (scene?.reference ? [index] : []));
    expect(references.length).toBeGreaterThan(2);
    expect(asked).toHaveLength(references.length);
    expect(hashesOf(made)).toEqual(
      expected((image, n) => (references.includes(n) ? fakeColors(image, VIDEO.model, 24) : gray(image))),
    );
  });

  it('does to them all that the recipe says', async () => {
    const hues = { ranges: [{ from: 0, to: 360 }], saturation: 0.3, shiftDegrees: 0, weight: 0 };
    const { made } = await through({
      version: 1,
      frames: 'cuts',
      color: VIDEO,
      filters: [{ filter: 'hues', ...hues }],
    });
    expect(hashesOf(made)).toEqual(
      expected((image, n) =>
        n === 0 || n === CUT ? adjustHues(fakeColors(image, VIDEO.model, 24), hues) : gray(image),
      ),
    );
  });
});
