import { type RgbImage, replaceLuma, resizeSpline36, resizeSpline64 } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, type GoldenCase } from '../../../core/src/testing/golden.ts';
import { colorsOf, noise } from '../../../core/src/testing/images.ts';
import { darkenShadows } from '../chroma/darken-shadows.ts';
import { smoothChroma } from '../chroma/smooth-chroma.ts';
import { adjustHues } from '../hue/adjust-hues.ts';
import { COLOR_MAPS, type ColorMapName, colorMap } from '../hue/color-maps.ts';
import { parseHueExpression } from '../hue/hue-expression.ts';
import { deflicker } from './deflicker.ts';
import { stabilizeChroma } from './stabilize-chroma.ts';
import { type StabilizerOptions, stabilizer } from './stabilizer.ts';
import {
  expectSameFrames,
  expectStageManners,
  filmDifference,
  framesOf,
  noiseFilm,
  originalOptions,
  run,
  stabilizedLikeTheOriginal,
  stagedPictures,
} from './testing.ts';

const MAP = colorMap('blue->brown', 0.5)!;

describe('stabilizer', () => {
  it('passes frames on as they are when it is given nothing to do', async () => {
    const film = framesOf(noiseFilm(3, 20, 10));
    const made = await run(stabilizer(), film);
    made.forEach((frame, n) => {
      expect(frame).toBe(film[n]);
    });
  });

  it('is its filters one after the other, and luma put back', async () => {
    const film = noiseFilm(6, 20, 10);
    const made = await stagedPictures(
      stabilizer({ dark: {}, smooth: {}, colorMap: MAP, stabilize: {}, renderFactor: 'full' }),
      framesOf(film, [4]),
    );
    const single = film.map((image) => adjustHues(smoothChroma(darkenShadows(image)), MAP));
    const averaged = await stagedPictures(stabilizeChroma(), framesOf(single, [4]));
    const calmed = await stagedPictures(deflicker(), framesOf(averaged, [4]));
    calmed.forEach((image, n) => {
      expect(difference(made[n]!, replaceLuma(film[n]!, image)), `frame ${n}`).toMatchObject({ max: 0 });
    });
  });

  it.each([
    [24, 500, 300, 384],
    [16, 500, 300, 256],
    [24, 50, 30, 50],
    [0, 500, 300, 256],
    [0, 1000, 20, 400],
    [0, 2000, 20, 512],
  ])('with a render factor of %i works on %ix%i at %i squared', async (renderFactor, width, height, side) => {
    const [image] = noiseFilm(1, width, height) as [RgbImage];
    const small = smoothChroma(resizeSpline64(image, { width: side, height: side }));
    const expected = replaceLuma(image, resizeSpline36(small, { width, height }));
    const [made] = await stagedPictures(stabilizer({ smooth: {}, renderFactor }), framesOf([image]));
    expect(difference(made!, expected)).toMatchObject({ max: 0 });
  });

  it('leaves gray films gray', async () => {
    const film = noiseFilm(4, 40, 30).map((image) => {
      const gray = noise(40, 30);
      for (let n = 0; n < gray.data.length; n++)
        gray.data[n] = image.get(Math.floor(n / 120), Math.floor(n / 3) % 40, 0);
      return gray;
    });
    const stage = stabilizer({ dark: {}, smooth: {}, colorMap: MAP, stabilize: {}, renderFactor: 16 });
    for (const image of await stagedPictures(stage, framesOf(film))) {
      expect(colorsOf(image).filter(([r, g, b]) => r !== g || g !== b)).toEqual([]);
    }
  });

  it('deflickers with the mean over time, unless told otherwise', async () => {
    const film = framesOf(noiseFilm(6, 20, 10));
    const make = (options: StabilizerOptions) => run(stabilizer({ ...options, renderFactor: 'full' }), film);
    expectSameFrames(await make({ stabilize: {} }), await make({ stabilize: {}, deflicker: 'on' }));
    const without = await make({ stabilize: {}, deflicker: 'off' });
    expect(filmDifference(images(without), images(await make({ stabilize: {} })), 0).max).toBeGreaterThan(0);
    expectSameFrames(await make({ deflicker: {} }), await make({ deflicker: { strength: 2 } }));
  });

  it('makes each shot as if it were a film of its own', async () => {
    const frames = framesOf(noiseFilm(9, 20, 12), [4]);
    const stage = stabilizer({ dark: {}, stabilize: { frames: 7 } });
    const pieces = [...(await run(stage, frames.slice(0, 4))), ...(await run(stage, frames.slice(4)))];
    expectSameFrames(await run(stage, frames), pieces);
  });

  describe('at full size', () => {
    // A frame alone in its shot is looked at by nothing here, so it comes out as it is.
    expectStageManners((options) => stabilizer({ ...options, stabilize: {}, renderFactor: 'full' }), { reach: 6 });
  });

  it.each([
    [{ renderFactor: 15 }, "options.renderFactor must be a whole number from 16 to 64, 0 or 'full', got 15."],
    [{ renderFactor: Number.NaN }, 'options.renderFactor must be'],
    [{ dark: { amount: 2 } }, 'options.amount must be a number from 0 to 1, got 2.'],
    [{ stabilize: { frames: 1 } }, 'options.frames must be a whole number from 3 to 15, got 1.'],
    [{ deflicker: 'yes' }, 'options.deflicker must be one of on, off, got "yes".'],
    [{ deflicker: { strength: 9 } }, 'options.strength must be 1, 2 or 3, got 9.'],
  ])('refuses %j at once', (options, message) => {
    expect(() => stabilizer(options as StabilizerOptions)).toThrow(message);
  });
});

describeGolden('filters-vs/havc_stabilizer', (golden) => {
  const [still, overTime] = [golden.cases.filter(({ params }) => !params['stab']), golden.cases.filter(isOverTime)];

  it.each(still)('equals the original: $name', async ({ params, inputs, output }) => {
    const pictures = await golden.readStrip(inputs[0]);
    const made = await stagedPictures(stabilizer(single(params)), framesOf(pictures));
    const { mean, beyond } = filmDifference(made, await golden.readStrip(output), 4);
    expect(mean).toBeLessThan(1);
    expect(beyond).toBeLessThan(0.01);
  });

  // Differs on purpose: over time, the original works on 4:2:0 with dithering, and it looks over cuts: so no cuts here,
  // and twice the tolerance. Its first 15 frames are without refill; frames that the deflicker mixes with those are left
  // out.
  it.each(overTime)('is close to the original, on 4:4:4: $name', async ({ params, inputs, output }) => {
    const pictures = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    const make = (threshold: number) => {
      const stabilize = { ends: 'repeat', matrix: 'bt709', refill: { threshold } } as const;
      return stagedPictures(stabilizer({ ...single(params), stabilize }), framesOf(pictures));
    };
    const [plain, refilled] = [await make(0), await make(15)];
    for (const [made, wanted] of [
      [plain.slice(0, 13), expected.slice(0, 13)],
      [refilled.slice(17), expected.slice(17)],
    ] as const) {
      const { mean, beyond } = filmDifference(made, wanted, 4);
      expect(mean).toBeLessThan(2);
      expect(beyond).toBeLessThan(0.05);
    }
  });

  it.each(overTime)('equals the original with all that taken back: $name', async ({ params, inputs, output }) => {
    const pictures = await golden.readStrip(inputs[0]);
    const side = Math.min(384, pictures[0]!.shape[1]!);
    const small = pictures.map((picture) => {
      const { dark, smooth, colorMap } = single(params);
      let image = resizeSpline64(picture, { width: side, height: side });
      if (dark) image = darkenShadows(image, dark);
      if (smooth) image = smoothChroma(image, smooth);
      return adjustHues(image, colorMap);
    });
    const how = { nframes: 5, mode: 'A', sat: 1, tht: 15, weight: 0.2, tht_scen: 0.8 };
    const averaged = stabilizedLikeTheOriginal(small, originalOptions(how), []);
    const calmed = await stagedPictures(deflicker(), framesOf(averaged));
    const made = calmed.map((image, n) => {
      const [height, width] = pictures[n]!.shape as [number, number];
      return replaceLuma(pictures[n]!, resizeSpline36(image, { width, height }));
    });
    const { mean, beyond } = filmDifference(made, await golden.readStrip(output), 4);
    expect(mean).toBeLessThan(1);
    expect(beyond).toBeLessThan(0.01);
  });
});

/** The filters of a case that act on single frames, with the original's numbers: its darkening is inert. */
function single(params: GoldenCase['params']): Pick<StabilizerOptions, 'dark' | 'smooth' | 'colorMap'> {
  const map = params['colormap'] as string | undefined;
  const expression = map && (map in COLOR_MAPS ? colorMap(map as ColorMapName, 0.9) : parseHueExpression(map));
  return {
    ...(params['dark'] ? { dark: { darkening: 0.8 / 255, roundedSlope: true } } : {}),
    ...(params['smooth'] ? { smooth: { roundedSlope: true } } : {}),
    ...(expression ? { colorMap: expression } : {}),
  };
}

function isOverTime({ params }: GoldenCase): boolean {
  return params['stab'] === true;
}

function images(frames: readonly { readonly image: RgbImage }[]): RgbImage[] {
  return frames.map(({ image }) => image);
}
