import { type RgbImage, rgbToYuv } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { colorsOf, expectAnyLayout, grayImages, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { mergeChromaBoundAdaptive } from './chroma-bound-adaptive.ts';
import { expectEqualButForHueEnds, readPair, unlikePair } from './testing.ts';

describe('mergeChromaBoundAdaptive', () => {
  it('lets chroma go further where the luma has texture', () => {
    const options = { weight: 1, tolerance: 10, extraTolerance: 51, redFix: false };
    const red = pictureOf([255, 0, 0], [255, 0, 0], [255, 0, 0], [255, 0, 0]);
    // Laplacians of the grays: 0, 0, 50, 100 (mirrored at the end).
    const grays = pictureOf([100, 100, 100], [100, 100, 100], [100, 100, 100], [150, 150, 150]);
    const V = colorsOf(rgbToYuv(mergeChromaBoundAdaptive(grays, red, options))).map(([, , code]) => code);
    // 128 + 10 + 51 · texture; going through R'G'B' costs up to a code.
    for (const [n, wanted] of [138, 138, 148, 158].entries()) expect(Math.abs(V[n]! - wanted)).toBeLessThanOrEqual(1);
  });

  it('gives the first picture at weight 0', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const merged = mergeChromaBoundAdaptive(image, image.step(-1, -1) as RgbImage, { weight: 0, redFix: false });
        expect(difference(merged, image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        for (const [R, G, B] of colorsOf(mergeChromaBoundAdaptive(image, image.step(-1, -1) as RgbImage))) {
          expect([G, B]).toEqual([R, R]);
        }
      }),
    );
  });

  it('reads and writes any strides', () => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeChromaBoundAdaptive(view, second, {}, out));
    expectAnyLayout(first, (view, out) => mergeChromaBoundAdaptive(second, view, {}, out));
  });

  it('refuses to write onto its inputs', () => {
    const [first, second] = unlikePair();
    expect(() => mergeChromaBoundAdaptive(first, second, {}, first)).toThrow('out shares memory with first');
  });

  it.each([
    [{ weight: 1.1 }, 'options.weight must be a number from 0 to 1, got 1.1.'],
    [{ tolerance: -1 }, 'options.tolerance must be a number from 0 to 255, got -1.'],
    [{ extraTolerance: Number.NaN }, 'options.extraTolerance must be a number from 0 to 255, got NaN.'],
    [{ redFix: 'yes' as unknown as boolean }, 'options.redFix must be true or false, got yes.'],
  ])('refuses %j', (options, message) => {
    const [first, second] = unlikePair();
    expect(() => mergeChromaBoundAdaptive(first, second, options)).toThrow(message);
  });
});

describeGolden('filters/chroma_stabilizer_adaptive', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const options = {
      weight: params['weight'] as number,
      tolerance: params['base_tol'] as number,
      extraTolerance: params['max_extra'] as number,
      redFix: false,
    };
    const merged = mergeChromaBoundAdaptive(first, second, options);
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/chroma_bound_adaptive_merge', (golden) => {
  it.each(golden.cases)(
    'equals the original with hard red fix, but for reds at the ends of its hue ranges, which it misses: $name',
    async ({ inputs, output, params }) => {
      const [first, second] = await readPair(golden, inputs);
      const options = {
        weight: params['clipb_weight'] as number,
        tolerance: params['base_tol'] as number,
        extraTolerance: params['max_extra'] as number,
        redFixTransition: 0,
      };
      const unfixed = mergeChromaBoundAdaptive(first, second, { ...options, redFix: false });
      const fixed = mergeChromaBoundAdaptive(first, second, { ...options, redFix: params['red_fix'] as boolean });
      expectEqualButForHueEnds(fixed, unfixed, unfixed, await readRgb(golden.path(output)));
    },
  );
});
