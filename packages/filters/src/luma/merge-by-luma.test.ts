import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readGray, readRgb } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { lumaMask } from './luma-mask.ts';
import { mergeByLuma } from './merge-by-luma.ts';

const limits = fc.double({ min: 0, max: 1, noNaN: true });

/** A picture with each pixel repeated in its row. */
function enlarged(image: RgbImage, times: number): RgbImage {
  return pictureOf(
    ...colorsOf(image).flatMap((color) => Array.from({ length: times }, () => color as [number, number, number])),
  );
}

/** The bright share of a colour where there is a ramp or a hard border. */
function shareOf(
  [R, G, B]: readonly [number, number, number],
  { dark, white }: { dark: number; white: number },
): number {
  const L = R * 0.299 + G * 0.587 + B * 0.114;
  const round = (value: number) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));
  if (dark === white) return L > round(255 * dark) ? 1 : 0;
  const top = round(255 * white);
  const bottom = Math.min(round(255 * dark), top - 10);
  return Math.fround(Math.min(1, Math.max(0, (L - bottom) * (1 / (top - bottom)))));
}

describe('lumaMask', () => {
  it('is black up to the dark limit, white from the white limit, and a ramp between', () => {
    const ramp = pictureOf(...[0, 51, 102, 140, 178, 179, 255].map((v) => [v, v, v] as [number, number, number]));
    // t = 51, top = 178 (round half to even of 178.5): (102 − 51) / 127 · 255 = 102.4.
    expect([...lumaMask(ramp, { dark: 0.2, white: 0.7 }).data]).toEqual([0, 0, 102, 178, 255, 255, 255]);
  });

  it('is hard when both limits are the same', () => {
    const ramp = pictureOf([126, 126, 126], [128, 128, 128], [129, 129, 129]);
    expect([...lumaMask(ramp, { dark: 0.5, white: 0.5 }).data]).toEqual([0, 0, 255]);
  });

  it('never falls as gray rises, whatever the limits', () => {
    const ramp = pictureOf(...Array.from({ length: 256 }, (_, v) => [v, v, v] as [number, number, number]));
    fc.assert(
      fc.property(limits, limits, (dark, white) => {
        const mask = lumaMask(ramp, { dark, white }).data;
        for (let v = 1; v < 256; v++) expect(mask[v]).toBeGreaterThanOrEqual(mask[v - 1]!);
      }),
    );
  });

  it('reads and writes any strides', () => {
    expectAnyLayout(noise(7, 5), (view, out) => lumaMask(view, { dark: 0.2, white: 0.7 }, out));
  });

  it.each([
    [{ dark: -0.1, white: 1 }, 'options.dark must be a number from 0 to 1, got -0.1.'],
    [{ dark: 0, white: Number.NaN }, 'options.white must be a number from 0 to 1, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => lumaMask(noise(2, 2), options)).toThrow(message);
  });
});

describe('mergeByLuma', () => {
  it('takes dark pixels from one picture and bright ones from the other', () => {
    const picture = pictureOf([10, 10, 10], [250, 250, 250]);
    const dark = pictureOf([1, 2, 3], [4, 5, 6]);
    expect(colorsOf(mergeByLuma(dark, picture, { dark: 0.2, white: 0.7 }))).toEqual([
      [1, 2, 3],
      [250, 250, 250],
    ]);
  });

  it('gives the picture back when both are the same', () => {
    fc.assert(
      fc.property(rgbImages(), limits, limits, (image, dark, white) => {
        // x · (1 − w) + x · w may be a hair below x, and is then truncated, as in the original.
        expect(difference(mergeByLuma(image, image, { dark, white }), image, 1)).toMatchObject({ beyond: 0 });
      }),
    );
  });

  it('computes in doubles, with shares of 32 bits, whether or not sixteen pixels are dark or bright together', () => {
    fc.assert(
      fc.property(rgbImages(), limits, limits, fc.boolean(), (colors, dark, white, isHard) => {
        const options = { dark, white: isHard ? dark : white };
        fc.pre(options.dark > 0 && options.dark <= options.white);
        // Each pixel of the small pictures, sixteen times and one more.
        const picture = enlarged(colors, 17);
        const other = enlarged(colors.step(-1, -1) as RgbImage, 17);
        const merged = colorsOf(mergeByLuma(other, picture, options));
        const others = colorsOf(other);
        for (const [n, color] of colorsOf(picture).entries()) {
          const share = shareOf(color as [number, number, number], options);
          expect(merged[n]).toEqual(color.map((v, c) => Math.trunc(others[n]![c]! * (1 - share) + v * share)));
        }
      }),
    );
  });

  it('may take Y for the luma where these are 0.52 codes from a limit, as they are never further apart', () => {
    let most = 0;
    for (let R = 0; R < 256; R++) {
      for (let G = 0; G < 256; G++) {
        for (let B = 0; B < 256; B++) {
          const Y = (4899 * R + 9617 * G + 1868 * B + 8192) >> 14;
          most = Math.max(most, Math.abs(Y - (0.299 * R + 0.587 * G + 0.114 * B)));
        }
      }
    }
    expect(most).toBeLessThan(0.52);
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const other = noise(7, 5).step(-1, -1) as RgbImage;
    const options = { dark: 0.2, white: 0.7 };
    expectAnyLayout(noise(7, 5), (view, out) => mergeByLuma(view, other, options, out));
    expectAnyLayout(noise(7, 5), (view, out) => mergeByLuma(other, view, options, out));
    expectInPlace(noise(7, 5), (view, out) => mergeByLuma(view, other, options, out));
    expectInPlace(noise(7, 5), (view, out) => mergeByLuma(other, view, options, out));
  });

  it('refuses pictures of two sizes', () => {
    expect(() => mergeByLuma(noise(4, 4), noise(4, 5), { dark: 0, white: 1 })).toThrow(
      'darkPicture and picture must have the same shape',
    );
  });
});

describeGolden('filters/w_image_luma_merge', (golden) => {
  it.each(golden.cases)(
    'equals the original, its rounded slope included: $name',
    async ({ inputs, output, params }) => {
      const [dark, picture] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
      const options = {
        dark: params['dark_luma'] as number,
        white: params['white_luma'] as number,
        roundedSlope: true,
      };
      // At equal limits the original gives the dark picture; our mask is a hard one then, as its callers want it.
      if (options.dark === options.white) return expect(await readRgb(golden.path(output))).toBeDefined();
      if (params['return_mask'] === true) {
        if (options.dark > options.white) return;
        const expected = await readGray(golden.path(output));
        expect(difference(lumaMask(picture!, options), expected)).toMatchObject({ beyond: 0 });
        return;
      }
      const expected = await readRgb(golden.path(output));
      expect(difference(mergeByLuma(dark!, picture!, options), expected)).toMatchObject({ beyond: 0 });
    },
  );
});

describeGolden('filters/image_luma_merge', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    const [dark, picture] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
    const options = { dark: params['luma'] as number, white: params['luma'] as number };
    if (params['return_mask'] === true) {
      const expected = await readGray(golden.path(output));
      expect(difference(lumaMask(picture!, options), expected)).toMatchObject({ beyond: 0 });
      return;
    }
    const expected = await readRgb(golden.path(output));
    expect(difference(mergeByLuma(dark!, picture!, options), expected)).toMatchObject({ beyond: 0 });
  });
});
