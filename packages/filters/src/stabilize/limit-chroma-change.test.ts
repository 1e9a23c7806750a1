import { type RgbImage, rgbToYuv, yuvToRgb } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { chromaLimiter } from './chroma-limiter.ts';
import { type LimitChromaOptions, limitChromaChange } from './limit-chroma-change.ts';
import { expectStageManners, filmDifference, framesOf, noiseFilm, run, stagedPictures } from './testing.ts';

const deviations = fc.double({ min: 0.01, max: 0.5, noNaN: true });

describe('limitChromaChange', () => {
  it.each([
    // Y = 130, U = 113, V = 189 against gray: held to 128 ± 6.
    [[200, 100, 100], [100, 100, 100], 0.05, [137, 129, 118]],
    [[200, 100, 100], [200, 100, 100], 0.05, [200, 100, 100]],
    [[104, 100, 100], [100, 100, 100], 0.05, [104, 100, 100]],
  ] as [number[], number[], number, number[]][])('of %j after %j with %d is %j', (now, before, deviation, color) => {
    const [current, previous] = [now, before].map((one) => pictureOf(one as [number, number, number]));
    expect(colorsOf(limitChromaChange(current!, previous!, { deviation }))).toEqual([color]);
  });

  it('gives a picture back that follows itself', () => {
    fc.assert(
      fc.property(rgbImages(), deviations, (image, deviation) => {
        expect(difference(limitChromaChange(image, image, { deviation }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('holds U and V within the same bounds for all hues, and leaves pixels that are there already', () => {
    fc.assert(
      fc.property(rgbImages(), deviations, (image, deviation) => {
        const [height, width] = image.shape as [number, number];
        const previous = noise(width, height);
        const [now, before] = [image, previous].map((one) => colorsOf(rgbToYuv(one))) as [number[][], number[][]];
        const reach = Math.round(128 * deviation);
        const made = colorsOf(limitChromaChange(image, previous, { deviation }));
        now.forEach(([y, u, v], n) => {
          const hold = (code: number, c: number) =>
            Math.max(before[n]![c]! - reach, 0, Math.min(before[n]![c]! + reach, 255, code));
          const held = [y!, hold(u!, 1), hold(v!, 2)] as [number, number, number];
          const within = held[1] === u && held[2] === v;
          expect(made[n]).toEqual(within ? colorsOf(image)[n] : colorsOf(yuvToRgb(pictureOf(held)))[0]);
        });
      }),
    );
  });

  it('holds U and V within shares of the stored codes, fractions cut off', () => {
    fc.assert(
      fc.property(rgbImages(), deviations, (image, deviation) => {
        const [height, width] = image.shape as [number, number];
        const previous = noise(width, height);
        const [now, before] = [image, previous].map((one) => colorsOf(rgbToYuv(one))) as [number[][], number[][]];
        const held = now.map(([y, u, v], n) => {
          const hold = (code: number, own: number) =>
            Math.max(
              Math.trunc(own * (1 - deviation)),
              Math.min(Math.trunc(Math.min(255, own * (1 + deviation))), code),
            );
          return [y!, hold(u!, before[n]![1]!), hold(v!, before[n]![2]!)] as [number, number, number];
        });
        const made = limitChromaChange(image, previous, { deviation, bounds: 'stored' });
        expect(colorsOf(made)).toEqual(colorsOf(yuvToRgb(pictureOf(...held))));
      }),
    );
  });

  it('keeps gray gray after gray', () => {
    fc.assert(
      fc.property(grayImages(), deviations, (image, deviation) => {
        const [height, width] = image.shape as [number, number];
        const previous = noise(width, height, 1);
        const gray = { ...image, data: Uint8Array.from(image.data, (_, i) => previous.data[Math.floor(i / 3)]!) };
        expect(difference(limitChromaChange(image, gray as RgbImage, { deviation }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const other = noise(7, 5).step(-1, -1) as RgbImage;
    for (const bounds of ['neutral', 'stored'] as const) {
      expectAnyLayout(noise(7, 5), (view, out) => limitChromaChange(view, other, { bounds }, out));
      expectAnyLayout(noise(7, 5), (view, out) => limitChromaChange(other, view, { bounds }, out));
      expectInPlace(noise(7, 5), (view, out) => limitChromaChange(view, other, { bounds }, out));
      expectInPlace(noise(7, 5), (view, out) => limitChromaChange(other, view, { bounds }, out));
    }
  });

  it.each([
    [{ deviation: 0 }, 'options.deviation must be a number from 0.01 to 0.5, got 0.'],
    [{ deviation: Number.NaN }, 'options.deviation must be a number from 0.01 to 0.5, got NaN.'],
    [{ bounds: 'hue' }, 'options.bounds must be one of neutral, stored, got "hue".'],
  ])('refuses %j', (options, message) => {
    expect(() => limitChromaChange(noise(2, 2), noise(2, 2), options as LimitChromaOptions)).toThrow(message);
    expect(() => chromaLimiter(options as LimitChromaOptions)).toThrow(message);
  });
});

describe('chromaLimiter', () => {
  it('compares with the previous frame as it came', async () => {
    const film = noiseFilm(4, 5, 4);
    const made = await stagedPictures(chromaLimiter(), framesOf(film));
    expect(difference(made[0]!, film[0]!)).toMatchObject({ max: 0 });
    for (const n of [1, 2, 3]) {
      expect(difference(made[n]!, limitChromaChange(film[n]!, film[n - 1]!))).toMatchObject({ max: 0 });
    }
  });

  it('passes the first frame of a shot', async () => {
    const film = framesOf(noiseFilm(4, 5, 4), [2]);
    const made = await run(chromaLimiter(), film);
    expect(made[2]).toBe(film[2]);
    expect(made[3]).not.toBe(film[3]);
  });

  expectStageManners(chromaLimiter, { reach: 0 });
});

describeGolden('filters/chroma_temporal_limiter', (golden) => {
  it.each(golden.cases)('equals the original, with stored bounds: $name', async ({ inputs, output, params }) => {
    const [current, previous] = await Promise.all(inputs.map((path) => readRgb(golden.path(path))));
    const made = limitChromaChange(current!, previous!, { deviation: params['alpha'] as number, bounds: 'stored' });
    expect(difference(made, await readRgb(golden.path(output)))).toMatchObject({ max: 0 });
  });

  // Differs on purpose: the original's bounds are multiples of codes with an offset of 128, so they depend on the hue.
  it.each(golden.cases)('equals the original where it changes nothing, to what 8-bit YUV costs: $name', async (one) => {
    const [current, previous] = await Promise.all(one.inputs.map((path) => readRgb(golden.path(path))));
    const deviation = one.params['alpha'] as number;
    const made = colorsOf(limitChromaChange(current!, previous!, { deviation }));
    const expected = colorsOf(await readRgb(golden.path(one.output)));
    const [now, before] = [current!, previous!].map((image) => colorsOf(rgbToYuv(image)));
    const reach = Math.min(Math.round(128 * deviation), Math.floor(16 * deviation));
    made.forEach((color, n) => {
      if ([1, 2].some((c) => Math.abs(now![n]![c]! - before![n]![c]!) > reach)) return;
      color.forEach((sample, c) => {
        expect(Math.abs(sample - expected[n]![c]!)).toBeLessThanOrEqual(2);
      });
    });
  });
});

describeGolden('filters-vs/chroma_limiter', (golden) => {
  it.each(golden.cases)('equals the original, with stored bounds: $name', async ({ inputs, output, params }) => {
    const film = framesOf(await golden.readStrip(inputs[0]));
    const stage = chromaLimiter({ deviation: params['deviation'] as number, bounds: 'stored' });
    expect(filmDifference(await stagedPictures(stage, film), await golden.readStrip(output), 0)).toMatchObject({
      max: 0,
    });
  });
});
