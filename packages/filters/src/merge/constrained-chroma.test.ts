import { type RgbImage, rgbToYuv } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { colorsOf, expectAnyLayout, grayImages, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { meanLuma } from '../luma/mean-luma.ts';
import { mergeConstrainedChroma } from './constrained-chroma.ts';
import { expectEqualButForHueEnds, readPair, unlikePair } from './testing.ts';

/** The constrained picture alone, without what comes after it. */
const bare = { redFix: false, simpleShare: 0 } as const;

describe('mergeConstrainedChroma', () => {
  it('lets chroma go round(128 · threshold) codes to either side, whatever the hue', () => {
    const grays = pictureOf([128, 128, 128], [128, 128, 128]);
    const strong = pictureOf([255, 0, 0], [0, 0, 255]);
    const chroma = colorsOf(rgbToYuv(mergeConstrainedChroma(grays, strong, { ...bare, weight: 1 })));
    // Red wants U 90, V 255; blue wants U 240, V 103. Back in R'G'B' and forth again they are off by rounding.
    expect(chroma.map(([, U]) => U)).toEqual([109, 147]);
    expect(chroma.map(([, , V]) => V)).toEqual([147, 109]);
  });

  it('takes multiples of the stored codes as bounds where asked to', () => {
    // U of this yellow is 76: 'stored' allows 4 codes at 0.05, 'neutral' 6.
    const yellow = pictureOf([200, 200, 100]);
    const blue = pictureOf([0, 0, 255]);
    const U = (bounds: 'stored' | 'neutral') =>
      rgbToYuv(mergeConstrainedChroma(yellow, blue, { ...bare, weight: 1, threshold: 0.05, bounds })).data[1]! -
      rgbToYuv(yellow).data[1]!;
    expect([U('stored'), U('neutral')]).toEqual([4, 6]);
  });

  it('gives the first picture at weight 0', () => {
    fc.assert(
      fc.property(rgbImages(), fc.double({ min: 0, max: 1, noNaN: true }), (image, threshold) => {
        const other = image.step(-1, -1) as RgbImage;
        const options = { weight: 0, threshold, redFix: false };
        expect(difference(mergeConstrainedChroma(image, other, options), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        const merged = mergeConstrainedChroma(image, image.step(-1, -1) as RgbImage);
        for (const [R, G, B] of colorsOf(merged)) expect([G, B]).toEqual([R, R]);
      }),
    );
  });

  it('reads and writes any strides', () => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeConstrainedChroma(view, second, {}, out));
    expectAnyLayout(first, (view, out) => mergeConstrainedChroma(second, view, {}, out));
  });

  it('refuses to write onto its inputs', () => {
    const [first, second] = unlikePair();
    expect(() => mergeConstrainedChroma(first, second, {}, first)).toThrow('out shares memory with first');
    expect(() => mergeConstrainedChroma(first, second, {}, second)).toThrow('out shares memory with second');
  });

  it.each([
    [{ weight: Number.NaN }, 'options.weight must be a number from 0 to 1, got NaN.'],
    [{ threshold: 3 }, 'options.threshold must be a number from 0 to 1, got 3.'],
    [{ bounds: 'loose' as 'stored' }, 'options.bounds must be one of neutral, stored, got "loose".'],
    [{ redFix: 1 as unknown as boolean }, 'options.redFix must be true or false, got 1.'],
    [{ redFixTransition: 0.2 }, 'options.redFixTransition must be a number from 0 to 0.1, got 0.2.'],
    [{ simpleShare: -1 }, 'options.simpleShare must be a number from 0 to 1, got -1.'],
    [{ simpleWeightLimit: 2 }, 'options.simpleWeightLimit must be a number from 0 to 1, got 2.'],
  ])('refuses %j', (options, message) => {
    const [first, second] = unlikePair();
    expect(() => mergeConstrainedChroma(first, second, options)).toThrow(message);
  });
});

describeGolden('filters/chroma_stabilizer', (golden) => {
  it.each(golden.cases)('equals the original with stored bounds: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const options = { ...bare, weight: params['weight'] as number, threshold: params['alpha'] as number };
    const merged = mergeConstrainedChroma(first, second, { ...options, bounds: 'stored' });
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/constrained_chroma_merge', (golden) => {
  it.each(golden.cases)(
    'equals the original with hard red fix, but for reds at the ends of its hue ranges, which it misses: $name',
    async ({ inputs, output, params }) => {
      const [first, second] = await readPair(golden, inputs);
      const options = {
        weight: params['clipb_weight'] as number,
        threshold: params['chroma_threshold'] as number,
        bounds: 'stored',
        redFixTransition: 0,
        simpleShare: 0,
      } as const;
      const unfixed = mergeConstrainedChroma(first, second, { ...options, redFix: false });
      const fixed = mergeConstrainedChroma(first, second, { ...options, redFix: params['red_fix'] as boolean });
      expect(meanLuma(unfixed)).toBeCloseTo(params['luma_of_stabilized'] as number, 6);
      expectEqualButForHueEnds(fixed, unfixed, unfixed, await readRgb(golden.path(output)));
    },
  );
});

describeGolden('filters/combine_method3', (golden) => {
  it.each(golden.cases)(
    'equals the original, but for reds at the ends of its hue ranges, which it misses: $name',
    async ({ inputs, output, params }) => {
      const [first, second] = await readPair(golden, inputs);
      const [threshold, redFix = true] = params['CMC_p'] as [number, boolean?];
      const weight = params['clipb_weight'] as number;
      const options = { weight, threshold, bounds: 'stored', redFixTransition: 0 } as const;
      const fixed = mergeConstrainedChroma(first, second, { ...options, redFix });
      const unfixed = mergeConstrainedChroma(first, second, { ...options, redFix: false });
      const before = mergeConstrainedChroma(first, second, { ...options, ...bare });
      expectEqualButForHueEnds(fixed, unfixed, before, await readRgb(golden.path(output)));
    },
  );
});
