import { type RgbImage, rgbToYuv } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { grayMask } from '../chroma/gray-mask.ts';
import { restoreColor } from '../chroma/restore-color.ts';
import { chromaRetentionMask, mergeChromaRetention } from './chroma-retention.ts';
import { unlikePair } from './testing.ts';
import { mergeWeighted } from './weighted.ts';

const curves = ['hard', 'steep', 'power', 'exponential'] as const;

describe('mergeChromaRetention', () => {
  it('fills gray pixels with the colours of the second and keeps colourful ones', () => {
    const first = pictureOf([128, 128, 128], [200, 100, 50]);
    const second = pictureOf([150, 120, 90], [0, 0, 255]);
    const merged = colorsOf(mergeChromaRetention(first, second, { weight: 1, saturation: 1 }));
    expect(merged).toEqual([
      [150, 120, 90],
      [200, 100, 50],
    ]);
  });

  it.each(curves)('goes by the curve that is asked for, which the original forgets: %s', (curve) => {
    const [first, second] = unlikePair();
    for (let i = 0; i < first.data.length; i++) first.data[i] = 100 + (first.data[i]! >> 3);
    const options = { curve, threshold: 40, saturation: 1, steepness: 3 };
    const merged = mergeChromaRetention(first, second, { ...options, weight: 1 });
    expect(difference(merged, restoreColor(first, second, options))).toMatchObject({ max: 0 });
  });

  it.each([
    [20, 0.078431],
    [240, 0.941176],
  ])('fills less in frames of gray %i, whose mean luma is %f', (code) => {
    const first = pictureOf([code, code, code]);
    const second = pictureOf([255, 255, 0]);
    const options = { weight: 1, saturation: 1 };
    const merged = mergeChromaRetention(first, second, options);
    const expected = restoreColor(first, second, { saturation: 1, steepness: 4, weight: -0.5 });
    expect(difference(merged, expected)).toMatchObject({ max: 0 });
    // A weight that is already lower, and a curve that is already steeper, are kept.
    const own = mergeChromaRetention(first, second, { ...options, steepness: 6, maskWeight: -0.8 });
    const wanted = restoreColor(first, second, { saturation: 1, steepness: 6, weight: -0.8 });
    expect(difference(own, wanted)).toMatchObject({ max: 0 });
  });

  it('goes over from one treatment to the other without a step, unless asked to switch', () => {
    const second = pictureOf([255, 128, 0]);
    const red = (code: number, transition: number) =>
      colorsOf(mergeChromaRetention(pictureOf([code, code, code]), second, { transition }))[0]![0]! - code;
    const steps = (transition: number) =>
      Math.max(...Array.from({ length: 20 }, (_, n) => Math.abs(red(47 + n, transition) - red(46 + n, transition))));
    expect(steps(0)).toBeGreaterThan(50);
    expect(steps(0.04)).toBeLessThan(15);
  });

  it('can work on a square and put the colours back on the luma of the first', () => {
    // Smooth pictures, so that the detour costs little.
    const [first, second] = [0, 1].map((which) => {
      const image = noise(400, 30);
      for (let n = 0; n < image.data.length; n++) {
        image.data[n] = 90 + (Math.floor(n / 3) % 400) / 5 + (which === 1 ? [20, 0, -20][n % 3]! : 0);
      }
      return image;
    }) as [RgbImage, RgbImage];
    const square = mergeChromaRetention(first, second, { workingSize: 'square' });
    const full = mergeChromaRetention(first, second);
    const plane = (image: RgbImage, which: number) => [...rgbToYuv(image).data.filter((_, n) => n % 3 === which)];
    const apart = (a: number[], b: number[]) => Math.max(...a.map((code, n) => Math.abs(code - b[n]!)));
    expect(apart(plane(square, 0), plane(first, 0))).toBeLessThanOrEqual(1);
    expect(apart(plane(square, 1), plane(full, 1))).toBeLessThanOrEqual(2);
    expect(apart(plane(square, 2), plane(full, 2))).toBeLessThanOrEqual(2);
  });

  it('gives the first picture at weight 0', () => {
    fc.assert(
      fc.property(rgbImages(), fc.constantFrom(...curves), (image, curve) => {
        const other = image.step(-1, -1) as RgbImage;
        expect(difference(mergeChromaRetention(image, other, { weight: 0, curve }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        for (const [R, G, B] of colorsOf(mergeChromaRetention(image, image.step(-1, -1) as RgbImage))) {
          expect([G, B]).toEqual([R, R]);
        }
      }),
    );
  });

  it('mixes in proportion to the weight', () => {
    const [first, second] = unlikePair();
    const whole = mergeChromaRetention(first, second, { weight: 1 });
    const half = mergeWeighted(first, whole, { weight: 0.5, arithmetic: 'vapoursynth' });
    expect(difference(mergeChromaRetention(first, second, { weight: 0.5 }), half)).toMatchObject({ max: 0 });
  });

  it('reads and writes any strides', () => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeChromaRetention(view, second, {}, out));
    expectAnyLayout(first, (view, out) => mergeChromaRetention(second, view, {}, out));
  });

  it('refuses to write onto its inputs', () => {
    const [first, second] = unlikePair();
    expect(() => mergeChromaRetention(first, second, {}, first)).toThrow('out shares memory with first');
  });

  it.each([
    [{ weight: 2 }, 'options.weight must be a number from 0 to 1, got 2.'],
    [{ saturation: 11 }, 'options.saturation must be a number from 0 to 10, got 11.'],
    [{ maskWeight: -2 }, 'options.maskWeight must be a number from -1 to 1, got -2.'],
    [{ workingSize: 'half' as 'full' }, 'options.workingSize must be one of full, square, got "half".'],
    [{ transition: Number.NaN }, 'options.transition must be a number from 0 to 0.2, got NaN.'],
    [{ curve: 'soft' as 'hard' }, 'options.curve must be one of'],
    [{ threshold: 300 }, 'options.threshold must be'],
    [{ steepness: 0 }, 'options.steepness must be'],
  ])('refuses %j', (options, message) => {
    const [first, second] = unlikePair();
    expect(() => mergeChromaRetention(first, second, options)).toThrow(message);
  });
});

describe('chromaRetentionMask', () => {
  it('is the gray mask, with the steepness that the frame gets', () => {
    const middle = noise(6, 6);
    expect(difference(chromaRetentionMask(middle), grayMask(middle))).toMatchObject({ max: 0 });
    const dark = pictureOf([30, 28, 28], [30, 30, 30]);
    expect(difference(chromaRetentionMask(dark), grayMask(dark, { steepness: 4 }))).toMatchObject({ max: 0 });
  });
});
