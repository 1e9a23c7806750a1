import { hsvToRgb, type RgbImage, rgbToHsv } from '@havc/core';
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
import { adjustHues } from '../hue/adjust-hues.ts';
import { parseHueExpression } from '../hue/hue-expression.ts';
import { expectOriginalAdjustment } from '../hue/testing.ts';
import { grayMask } from './gray-mask.ts';
import { restoreColor } from './restore-color.ts';

const CURVES = ['steep', 'power', 'exponential'] as const;

describe('restoreColor', () => {
  it('fills gray pixels and leaves colourful ones', () => {
    const image = pictureOf([90, 90, 90], [200, 20, 20]);
    const colors = pictureOf([10, 20, 30], [1, 2, 3]);
    expect(colorsOf(restoreColor(image, colors, { saturation: 1 }))).toEqual([
      [10, 20, 30],
      [200, 20, 20],
    ]);
  });

  it('leaves a picture alone that is gray beyond a share', () => {
    const image = pictureOf([90, 90, 90], [90, 90, 90], [90, 90, 90], [200, 20, 20]);
    const colors = noise(4, 1);
    const options = { curve: 'hard', saturation: 1, weight: 0.5 } as const;
    expect(difference(restoreColor(image, colors, { ...options, maxGrayShare: 0.74 }), image)).toMatchObject({
      max: 0,
    });
    expect(difference(restoreColor(image, colors, { ...options, maxGrayShare: 0.75 }), image).max).toBeGreaterThan(0);
  });

  it('gives the picture with a weight of −1, the colours with 1, and the picture where the colours are its own', () => {
    fc.assert(
      fc.property(rgbImages(), fc.constantFrom('hard' as const, ...CURVES), (image, curve) => {
        const colors = noise(image.shape[1]!, image.shape[0]!);
        const options = { curve, saturation: 1, threshold: 70 };
        expect(difference(restoreColor(image, colors, { ...options, weight: -1 }), image)).toMatchObject({ max: 0 });
        expect(difference(restoreColor(image, colors, { ...options, weight: 1 }), colors)).toMatchObject({ max: 0 });
        // A mix of a sample with itself can lose a code, as in the original.
        expect(difference(restoreColor(image, image, options), image, 1)).toMatchObject({ beyond: 0 });
      }),
    );
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const other = noise(7, 5).step(-1, -1) as RgbImage;
    for (const options of [
      { threshold: 90, weight: -0.2 },
      { threshold: 90, weight: 0.2, saturation: 1 },
    ]) {
      expectAnyLayout(noise(7, 5), (view, out) => restoreColor(view, other, options, out));
      expectAnyLayout(noise(7, 5), (view, out) => restoreColor(other, view, options, out));
      expectInPlace(noise(7, 5), (view, out) => restoreColor(view, other, options, out));
      expectInPlace(noise(7, 5), (view, out) => restoreColor(other, view, options, out));
    }
  });

  it.each([
    [{ saturation: -1 }, 'options.saturation must be a number from 0 to 10, got -1.'],
    [{ weight: 2 }, 'options.weight must be a number from -1 to 1, got 2.'],
    [{ maxGrayShare: Number.NaN }, 'options.maxGrayShare must be a number from 0 to 1, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => restoreColor(noise(2, 2), noise(2, 2), options)).toThrow(message);
  });

  it('refuses pictures of two sizes', () => {
    expect(() => restoreColor(noise(2, 2), noise(2, 3))).toThrow('image and colors must have the same shape');
  });
});

/** What the original takes for colours at a saturation of 1: they go to 8-bit HSV and back for nothing. */
function colorsOfOriginal(colors: RgbImage, saturation: number): RgbImage {
  return saturation === 1 ? hsvToRgb(rgbToHsv(colors)) : colors;
}

interface HardParameters {
  readonly sat: number;
  readonly tht: number;
  readonly weight: number;
  readonly tht_scen: number;
  readonly hue_adjust: string;
  readonly return_mask: boolean;
}

interface GradientParameters {
  readonly sat: number;
  readonly tht: number;
  readonly weight: number;
  readonly alpha: number;
  readonly algo: number;
  readonly return_mask: boolean;
}

describeGolden('filters/restore_color', (golden) => {
  it.each(golden.cases)('equals the original with the sign of its weight turned: $name', async (given) => {
    const { params, inputs, output } = given;
    const [colors, image] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
    const { sat, tht, weight, tht_scen, hue_adjust, return_mask } = params as unknown as HardParameters;
    const mask = grayMask(image!, { curve: 'hard', threshold: tht });
    const share = mask.data.reduce((sum, value) => sum + value / 255, 0) / mask.size;
    const isTooGray = tht_scen > 0 && tht_scen < 1 && share > tht_scen;
    if (return_mask && !isTooGray) {
      return void expect(difference(mask, await readGray(golden.path(output)))).toMatchObject({ max: 0 });
    }
    const restored = restoreColor(image!, colorsOfOriginal(colors!, sat), {
      curve: 'hard',
      threshold: tht,
      saturation: sat,
      weight: 0 - weight,
      maxGrayShare: tht_scen > 0 ? tht_scen : 1,
    });
    const expected = await readRgb(golden.path(output));
    const hues = return_mask ? undefined : parseHueExpression(hue_adjust);
    if (hues) expectOriginalAdjustment(restored, hues, adjustHues(restored, hues), expected);
    else expect(difference(restored, expected)).toMatchObject({ max: 0 });
  });
});

describeGolden('filters/restore_color_gradient', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    const [colors, image] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
    const { sat, tht, weight, alpha, algo, return_mask } = params as unknown as GradientParameters;
    const options = { curve: CURVES[algo]!, threshold: tht, steepness: alpha };
    if (return_mask) {
      const expected = await readGray(golden.path(output));
      return void expect(difference(grayMask(image!, options), expected)).toMatchObject({ max: 0 });
    }
    const actual = restoreColor(image!, colorsOfOriginal(colors!, sat), { ...options, saturation: sat, weight });
    expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ max: 0 });
  });
});
