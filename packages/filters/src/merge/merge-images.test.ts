import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, rgbImages } from '../../../core/src/testing/images.ts';
import { ensureMergeOptions, mergeImages } from './merge-images.ts';
import { MERGE_METHODS, type MergeOptions } from './merge-options.ts';
import { expectEqualButForHueEnds, unlikePair } from './testing.ts';

describe('mergeImages', () => {
  it('gives either picture whole', () => {
    const [first, second] = unlikePair();
    expect(difference(mergeImages(first, second, { method: 'first' }), first)).toMatchObject({ max: 0 });
    expect(difference(mergeImages(first, second, { method: 'second' }), second)).toMatchObject({ max: 0 });
  });

  it.each(MERGE_METHODS)('changes hardly anything when both pictures are the same: %s', (method) => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const options = { method, redFix: false, saturation: 1 } as MergeOptions;
        // Calm colours, as V of strong reds and cyans is clipped in 8-bit YUV. Going there and back costs up to 2 codes.
        for (const [n, code] of image.data.entries()) image.data[n] = 96 + (code >> 2);
        const merged = mergeImages(image, image.transpose(0, 1, 2) as RgbImage, options);
        expect(difference(merged, image).max).toBeLessThanOrEqual(2);
      }),
    );
  });

  it.each(MERGE_METHODS)('reads and writes any strides: %s', (method) => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeImages(view, second, { method } as MergeOptions, out));
    expectAnyLayout(first, (view, out) => mergeImages(second, view, { method } as MergeOptions, out));
  });

  it('refuses to write onto its inputs, and pictures of two sizes', () => {
    const [first, second] = unlikePair();
    expect(() => mergeImages(first, second, { method: 'simple' }, second)).toThrow('out shares memory with second');
    expect(() => mergeImages(first, unlikePair(3, 3)[0], { method: 'first' })).toThrow('first and second must have');
  });
});

describe('ensureMergeOptions', () => {
  it.each([
    [{ method: 'third' }, 'options.method must be one of first, second, simple'],
    [{ method: 'simple', weight: 2 }, 'options.weight must be a number from 0 to 1, got 2.'],
    [{ method: 'constrained-chroma', threshold: -1 }, 'options.threshold must be'],
    [{ method: 'luma-masked', dark: 2 }, 'options.dark must be'],
    [{ method: 'adaptive-luma', exponent: 0 }, 'options.exponent must be'],
    [{ method: 'chroma-retention', steepness: 11 }, 'options.steepness must be'],
    [{ method: 'chroma-bound-adaptive', tolerance: 256 }, 'options.tolerance must be'],
  ])('refuses %j', (options, message) => {
    expect(() => ensureMergeOptions(options as MergeOptions)).toThrow(message);
  });
});

/** Our options for the original's `HAVC_merge`, with its defaults. */
function optionsOf(params: Readonly<Record<string, unknown>>): MergeOptions {
  const { method, weight = 0.5, cmc_p = [], lmm_p = [], alm_p = [], crt_p = [] } = params as Record<string, number[]>;
  const arrays = {
    cmc: [0.15, true, 20, 24].map((value, n) => cmc_p![n] ?? value),
    lmm: [0.15, 0.65, 1].map((value, n) => lmm_p![n] ?? value),
    alm: [0.8, 1, 0.15].map((value, n) => alm_p![n] ?? value),
    crt: [0.8, 30, 2, false, 0, 0].map((value, n) => crt_p![n] ?? value),
  };
  const number = Number(method);
  const [threshold, redFix, tolerance, extraTolerance] = arrays.cmc;
  const [dark, white, saturation] = arrays.lmm;
  const [lumaThreshold, exponent, minimumWeight] = arrays.alm;
  const [sat, tht, alpha, resize, maskWeight] = arrays.crt;
  const share = Number(weight);
  const values = [
    { method: 'first' },
    { method: 'second' },
    { method: 'simple', weight, arithmetic: 'vapoursynth' },
    { method: 'constrained-chroma', weight, threshold, bounds: 'stored', redFix, redFixTransition: 0 },
    { method: 'luma-masked', weight, dark, white, saturation, roundedSlope: true },
    { method: 'adaptive-luma', weight, threshold: lumaThreshold, exponent, minimumWeight },
    {
      method: 'chroma-retention',
      weight,
      saturation: sat,
      threshold: tht,
      steepness: alpha,
      workingSize: resize ? 'square' : 'full',
      maskWeight,
      // Differs on purpose: the original doesn't pass its sixth number on, and always takes this curve.
      curve: 'steep',
      transition: 0,
    },
    { method: 'chroma-bound-adaptive', weight, tolerance, extraTolerance, redFix, redFixTransition: 0 },
  ];
  return values[share === 0 ? 0 : share === 1 ? 1 : number] as MergeOptions;
}

describeGolden('filters-vs/havc_merge', (golden) => {
  it.each(golden.cases)(
    'equals the original within 1, but for reds that its red fix misses: $name',
    async ({ inputs, output, params }) => {
      const options = optionsOf(params);
      const [first, second, expected] = await Promise.all([inputs[0], inputs[1], output].map(golden.readStrip));
      for (const [n, frame] of expected!.entries()) {
        const merged = mergeImages(first![n]!, second![n]!, options);
        const isLoose =
          (options.method === 'luma-masked' && options.saturation! < 1) ||
          (options.method === 'chroma-retention' && options.workingSize === 'square');
        if (isLoose) {
          expect(difference(merged, frame).mean).toBeLessThan(0.8);
          continue;
        }
        if ('redFix' in options && options.redFix) {
          const bare = { ...options, redFix: false, simpleShare: 0 };
          const before = mergeImages(first![n]!, second![n]!, bare as MergeOptions);
          const unfixed = mergeImages(first![n]!, second![n]!, { ...options, redFix: false } as MergeOptions);
          expectEqualButForHueEnds(merged, unfixed, before, frame, 1);
          continue;
        }
        expect(difference(merged, frame, 1)).toMatchObject({ beyond: 0 });
      }
    },
  );
});
