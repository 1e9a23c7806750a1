import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { mergeLumaMasked } from './luma-masked.ts';
import { readPair, unlikePair } from './testing.ts';

const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('mergeLumaMasked', () => {
  it('takes the second picture where it is bright and the first where the second is dark', () => {
    const first = pictureOf([200, 0, 0], [200, 0, 0]);
    const second = pictureOf([0, 0, 20], [240, 240, 200]);
    expect(colorsOf(mergeLumaMasked(first, second, { weight: 1 }))).toEqual([
      [200, 0, 0],
      [240, 240, 200],
    ]);
  });

  it('takes less colour from the first in the dark where asked to', () => {
    const first = pictureOf([200, 100, 0]);
    const second = pictureOf([0, 0, 0]);
    // Gray of the first is 119: 119 + 0.5 · (81, −19, −119), truncated.
    expect(colorsOf(mergeLumaMasked(first, second, { weight: 1, saturation: 0.5 }))).toEqual([[159, 109, 59]]);
  });

  it('gives the first picture at weight 0, and where dark is above white', () => {
    fc.assert(
      fc.property(rgbImages(), shares, shares, (image, dark, white) => {
        const other = image.step(-1, -1) as RgbImage;
        expect(difference(mergeLumaMasked(image, other, { weight: 0, dark, white }), image)).toMatchObject({ max: 0 });
        const nothing = { weight: 1, dark: 0.6, white: 0.5 };
        expect(difference(mergeLumaMasked(image, other, nothing), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), shares, (image, saturation) => {
        for (const [R, G, B] of colorsOf(mergeLumaMasked(image, image.step(-1, -1) as RgbImage, { saturation }))) {
          expect([G, B]).toEqual([R, R]);
        }
      }),
    );
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const [first, second] = unlikePair();
    for (const options of [{}, { saturation: 0.5 }]) {
      expectAnyLayout(first, (view, out) => mergeLumaMasked(view, second, options, out));
      expectInPlace(first, (view, out) => mergeLumaMasked(view, second, options, out));
      expectInPlace(first, (view, out) => mergeLumaMasked(second, view, options, out));
    }
  });

  it.each([
    [{ weight: -1 }, 'options.weight must be a number from 0 to 1, got -1.'],
    [{ dark: Number.NaN }, 'options.dark must be a number from 0 to 1, got NaN.'],
    [{ white: 2 }, 'options.white must be a number from 0 to 1, got 2.'],
    [{ saturation: 1.5 }, 'options.saturation must be a number from 0 to 1, got 1.5.'],
    [{ roundedSlope: 3 as unknown as boolean }, 'options.roundedSlope must be true or false, got 3.'],
  ])('refuses %j', (options, message) => {
    const [first, second] = unlikePair();
    expect(() => mergeLumaMasked(first, second, options)).toThrow(message);
  });
});

describeGolden('filters/luma_masked_merge', (golden) => {
  it.each(golden.cases)(
    'equals the original, its rounded slope included: $name',
    async ({ inputs, output, params }) => {
      const [first, second] = await readPair(golden, inputs);
      const options = {
        weight: params['clipm_weight'] as number,
        dark: params['luma_mask_limit'] as number,
        white: params['luma_white_limit'] as number,
        saturation: params['luma_mask_sat'] as number,
        roundedSlope: true,
      };
      const merged = mergeLumaMasked(first, second, options);
      // A saturation below 1 goes through dithered 8-bit 4:2:0 in the original.
      const tolerance = options.saturation < 1 ? 8 : 0;
      expect(difference(merged, await readRgb(golden.path(output)), tolerance)).toMatchObject({ beyond: 0 });
    },
  );
});
