import { type Colorizer, type Frame, mapFrames, pipe, type RgbImage, replaceLuma, type Stage } from '@havc/core';
import {
  adaptiveLuma,
  adjustHues,
  adjustLumaLevels,
  applyLook,
  autoLevels,
  chromaBoundAdaptive,
  chromaRetention,
  constrainedChroma,
  deflicker,
  detectScenes,
  lumaMasked,
  type MergeOptions,
  merge,
  mergeImages,
  type StabilizerOptions,
  simpleMerge,
  stabilizer,
  tiled,
  tuneAfterColor,
  tuneBeforeColor,
  tuneTone,
  tweakImage,
} from '@havc/filters';
import { describe, expect, it } from 'vitest';
import type { PresetChoices } from '../presets/preset-choices.ts';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { compile } from './compile.ts';
import { createFakePool, fakeColors } from './testing/fake-models.ts';
import { CUT, FRAMES, hashesOf, hashOf, makeFilm, runStage, toStream } from './testing/film.ts';

// What a preset does is composed here by hand, from the original's description and the filters, without any recipe.

const film = makeFilm();

/** Frames as the preset makes them, with made models. */
async function throughRecipe(choices: PresetChoices, frames: readonly Frame[] = film): Promise<Frame[]> {
  const [height, width] = frames[0]!.image.shape as [number, number];
  const { pool } = createFakePool();
  await using _ = pool;
  await using compiled = await compile(presetRecipe(choices), { models: pool, size: { width, height } });
  return runStage(compiled.stage, frames);
}

async function throughStages(stages: readonly Stage[], frames: readonly Frame[] = film): Promise<Frame[]> {
  const made: Frame[] = [];
  for await (const frame of pipe(toStream(frames), ...stages)) made.push(frame);
  return made;
}

const colorizer = (change: (image: RgbImage) => RgbImage): Colorizer => ({
  colorize: async (image) => change(image),
  dispose: async () => {},
});
const colorStage = ({ colorize }: Colorizer): Stage =>
  mapFrames(async (frame) => ({ ...frame, image: await colorize(frame.image) }));
const pictureStage = (change: (image: RgbImage) => RgbImage): Stage =>
  mapFrames((frame) => ({ ...frame, image: change(frame.image) }));

const first = (renderFactor: number) => colorizer((image) => fakeColors(image, 'deoldify-video', renderFactor));

/** DDColor artistic with the original's defaults around it: ColorFix magenta/violet, ColorTune light. */
const second = (renderFactor: number) =>
  colorizer((image) => {
    const seen = adjustLumaLevels(image, {
      ...{ lumaFloor: 0.3, gamma: 2.5, gammaBelow: 0.6, gammaDecay: 1.5, gammaFloor: 0.5, softness: 0.05 },
    });
    const colored = fakeColors(seen, 'ddcolor-artistic', renderFactor);
    const calmed = adjustHues(colored, {
      ranges: [{ from: 250, to: 360 }],
      saturation: 0.8,
      shiftDegrees: 0,
      weight: 0.1,
    });
    return replaceLuma(image, calmed);
  });

const both = (renderFactor: number, method: MergeOptions = simpleMerge({ weight: 0.4 })) =>
  merge(method, first(renderFactor), second(renderFactor));

/** Deflicker of colours alone. */
const calm = (): Stage[] => {
  const before: RgbImage[] = [];
  const remember = pictureStage((image) => {
    before.push(image);
    return image;
  });
  return [remember, deflicker(), pictureStage((image) => replaceLuma(before.shift()!, image))];
};

const DARK = { threshold: 0.2, amount: 0.8 };
const SMOOTH = { dark: 0.3, white: 0.7, saturation: 0.9, darken: 0 };
const OVER_TIME = {
  frames: 5,
  mode: 'arithmetic',
  refill: { threshold: 15, saturation: 1, weight: 0.2, maxGrayShare: 0.8 },
} as const;
const STABILIZER: StabilizerOptions = { dark: DARK, smooth: SMOOTH, stabilize: OVER_TIME, deflicker: 'on' };

const METHODS: readonly [string, MergeOptions][] = [
  ['Simple', simpleMerge({ weight: 0.4 })],
  ['Constrained-Chroma', constrainedChroma({ weight: 0.4 })],
  ['Luma-Masked', lumaMasked({ weight: 0.4 })],
  ['Adaptive-Luma', adaptiveLuma({ weight: 0.4 })],
  ['Chroma-Retention', chromaRetention({ weight: 0.4 })],
  ['ChromaBound Adaptive', chromaBoundAdaptive({ weight: 0.4 })],
];

describe('compile: a preset gives what the filters give, composed by hand', () => {
  it('has a film whose cut the detector finds', async () => {
    const marked = await throughStages([detectScenes()]);
    expect(marked.filter(({ scene }) => scene?.cut).map(({ index }) => index)).toEqual([0, CUT]);
  });

  it('for medium', async () => {
    const made = await throughRecipe({ preset: 'medium' });
    const expected = await throughStages([detectScenes(), colorStage(both(24)), stabilizer(STABILIZER)]);
    expect(made.map(({ index, time }) => [index, time])).toEqual(film.map(({ index, time }) => [index, time]));
    expect(hashesOf(made)).toEqual(hashesOf(expected));
    // The stabiliser has done something, and nothing came over the cut.
    const unsteady = await throughStages([colorStage(both(24))]);
    expect(hashesOf(made)).not.toEqual(hashesOf(unsteady));
    const alone = await throughRecipe({ preset: 'medium' }, film.slice(CUT));
    expect(hashesOf(made.slice(CUT))).toEqual(hashesOf(alone));
  });

  it('for fast with a colour map', async () => {
    const made = await throughRecipe({ preset: 'fast', colorMap: 'blue->brown' });
    const colorMap = { ranges: [{ from: 180, to: 280 }], saturation: 1, shiftDegrees: 140, weight: 0.9 };
    const expected = await throughStages([colorStage(both(22)), stabilizer({ colorMap })]);
    expect(hashesOf(made)).toEqual(hashesOf(expected));
    expect(hashesOf(made)).not.toEqual(hashesOf(await throughRecipe({ preset: 'fast' })));
  });

  it.each(METHODS)('for slower, merged by %s', async (combMethod, method) => {
    const made = await throughRecipe({ preset: 'slower', combMethod });
    const expected = await throughStages([detectScenes(), colorStage(both(32, method)), stabilizer(STABILIZER)]);
    expect(hashesOf(made)).toEqual(hashesOf(expected));
  });

  it('for one model of DeOldify, which needs no mean over time', async () => {
    const made = await throughRecipe({ preset: 'slow', colorModel: 'DeOldify(Video)' });
    const expected = await throughStages([colorStage(first(28)), stabilizer({ dark: DARK, smooth: SMOOTH })]);
    expect(hashesOf(made)).toEqual(hashesOf(expected));
  });

  it('for one that is blended with the video model', async () => {
    const made = await throughRecipe({ preset: 'fast', colorModel: 'DeOldify(Artistic)' });
    const expected = film.map(({ image }) => {
      const own = fakeColors(image, 'deoldify-artistic', 22);
      return hashOf(mergeImages(own, fakeColors(image, 'deoldify-video', 22), simpleMerge({ weight: 0.5 })));
    });
    expect(hashesOf(made)).toEqual(expected);
  });

  it('for very slow, whose branches are stabilised before they are merged', async () => {
    const made = await throughRecipe({ preset: 'very slow' });
    const branch = (tweak: object, stages: readonly Stage[]) =>
      throughStages([
        detectScenes(),
        pictureStage((image) => tweakImage(image, { brightness: -1, ...tweak })),
        ...stages,
      ]);
    const tune = pictureStage((image) => tuneTone(image, { level: 'light', method: 'clahe-luma', darkBlend: true }));
    const calm = await branch({ gamma: 0.9, contrast: 0.8 }, [
      colorStage(first(32)),
      stabilizer({ dark: DARK, smooth: SMOOTH }),
      tune,
      pictureStage((image) => applyLook(image, { look: 'city-skyline', strength: 0.6 })),
      pictureStage((image) => tweakImage(image, { saturation: 0.95, hueDegrees: 5 })),
    ]);
    const vivid = await branch({ gamma: 0.95, contrast: 0.95 }, [colorStage(second(32)), stabilizer(STABILIZER), tune]);
    const expected = film.map(({ image }, n) => {
      const [one, other] = [replaceLuma(image, calm[n]!.image), replaceLuma(image, vivid[n]!.image)];
      const merged = replaceLuma(image, mergeImages(one, other, simpleMerge({ weight: 0.4 })));
      const adjusted = tweakImage(merged, { hueDegrees: 10, saturation: 1.05, contrast: 0.9 });
      return hashOf(mergeImages(merged, adjusted, simpleMerge({ weight: 0.6 })));
    });
    expect(hashesOf(made)).toEqual(expected);
  });

  it('for placebo, which colours tile by tile and fixes the hues once more', async () => {
    const large = makeFilm(400, 200, 8);
    const made = await throughRecipe({ preset: 'placebo' }, large);
    // A tenth of 400 and of 200 is less than the least, 64; tiles are 200 + 64 pixels wide, 16.5 units, and 22 is the least.
    const tiles = tiled(both(22), { tiles: 4, overlapX: 64, overlapY: 64, blend: 'ramp' });
    const hues = { ranges: [{ from: 250, to: 360 }], saturation: 0.9, shiftDegrees: 0, weight: 0 };
    const steady = stabilizer({ ...STABILIZER, stabilize: { ...OVER_TIME, hues } });
    expect(hashesOf(made)).toEqual(hashesOf(await throughStages([detectScenes(), colorStage(tiles), steady], large)));
  });

  it('for retinex/red, with its look on the luma of the film', async () => {
    const made = await throughRecipe({
      preset: 'medium',
      colorFix: 'Retinex/Red',
      colorTune: 'Strong',
      colorMap: 'Red->Brown',
    });
    // Whatever the strength, the hues are calmed by medium; only the look goes by it.
    const model = colorizer((image) => {
      const seen = autoLevels(image, { level: 'strong', method: 'retinex', darkBlend: true });
      const hues = { ranges: [{ from: 300, to: 360 }], saturation: 0.5, shiftDegrees: 0, weight: 0.1 };
      return replaceLuma(image, adjustHues(fakeColors(seen, 'ddcolor-artistic', 24), hues));
    });
    const colorMap = { ranges: [{ from: 320, to: 360 }], saturation: 1, shiftDegrees: 50, weight: 0.75 };
    const expected = await throughStages([
      detectScenes(),
      colorStage(merge(simpleMerge({ weight: 0.4 }), first(24), model)),
      stabilizer({ ...STABILIZER, colorMap }),
      pictureStage((image) => replaceLuma(image, applyLook(image, { look: 'amber-light', strength: 0.4 }))),
      ...calm(),
    ]);
    expect(hashesOf(made)).toEqual(hashesOf(expected));
  });

  it('for retinex before colouring, with luma that is to follow', async () => {
    const made = await throughRecipe({ preset: 'medium', blackWhiteTune: 'medium', blackWhiteMode: 6 });
    const expected = await throughStages([
      detectScenes(),
      pictureStage((image) => tuneBeforeColor(image, { level: 'medium', darkBlend: true })),
      colorStage(both(24)),
      stabilizer(STABILIZER),
      pictureStage((image) => tuneAfterColor(image, { darkBlend: true })),
      ...calm(),
    ]);
    expect(hashesOf(made)).toEqual(hashesOf(expected));
    expect(made.map(({ before }) => before)).toEqual(film.map(({ image }) => image));
    expect((await throughRecipe({ preset: 'medium' })).some(({ before }) => before)).toBe(false);
  });

  it('for photo, the mean of four models', async () => {
    const made = await throughRecipe({ preset: 'photo' });
    for (const [n, { image }] of film.entries()) {
      const blended = (model: string, renderFactor: number) =>
        mergeImages(
          fakeColors(image, model, renderFactor),
          fakeColors(image, 'deoldify-video', renderFactor),
          simpleMerge({ weight: 0.5 }),
        );
      const parts = [
        blended('deoldify-stable', 24),
        blended('deoldify-artistic', 30),
        fakeColors(image, 'ddcolor-modelscope', 24),
        fakeColors(image, 'ddcolor-artistic', 24),
      ];
      const mean = replaceLuma(image, image);
      for (let at = 0; at < mean.data.length; at++) {
        mean.data[at] = Math.round(parts.reduce((sum, { data }) => sum + data[at]!, 0) / parts.length);
      }
      expect(hashOf(made[n]!.image)).toBe(hashOf(replaceLuma(image, mean)));
    }
  });

  it('leaves the frames that it is given as they were', async () => {
    const before = hashesOf(film);
    for (const preset of ['medium', 'veryslow', 'photo']) await throughRecipe({ preset });
    await throughRecipe({ preset: 'slower', blackWhiteTune: 'strong', blackWhiteMode: 3, colorFix: 'retinex/red' });
    expect(hashesOf(film)).toEqual(before);
    expect(film).toHaveLength(FRAMES);
  });
});
