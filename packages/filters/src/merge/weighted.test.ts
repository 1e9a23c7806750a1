import { blendImages } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import type { BlendArithmetic } from './blend-table.ts';
import { readPair, unlikePair } from './testing.ts';
import { mergeWeighted } from './weighted.ts';

const weights = fc.double({ min: 0, max: 1, noNaN: true });
const arithmetics = fc.constantFrom<BlendArithmetic>('pillow', 'numpy', 'vapoursynth');

describe('mergeWeighted', () => {
  it.each([
    // 100 + 0.4 · 7 = 102.8, 7 · 0.4 = 2.8
    ['pillow', [102, 2, 100]],
    ['numpy', [102, 2, 100]],
    ['vapoursynth', [103, 3, 100]],
  ] as const)('rounds as %s does', (arithmetic, expected) => {
    const first = pictureOf([100, 0, 100]);
    const second = pictureOf([107, 7, 100]);
    expect([...mergeWeighted(first, second, { weight: 0.4, arithmetic }).data]).toEqual(expected);
  });

  it('gives either picture at weights 0 and 1', () => {
    fc.assert(
      fc.property(rgbImages(), arithmetics, (image, arithmetic) => {
        const other = image.step(-1, -1) as typeof image;
        expect(difference(mergeWeighted(image, other, { weight: 0, arithmetic }), image)).toMatchObject({ max: 0 });
        expect(difference(mergeWeighted(image, other, { weight: 1, arithmetic }), other)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('is what blendImages gives', () => {
    fc.assert(
      fc.property(rgbImages(), weights, (image, weight) => {
        const other = image.step(-1, -1) as typeof image;
        expect(difference(mergeWeighted(image, other, { weight }), blendImages(image, other, weight))).toMatchObject({
          max: 0,
        });
      }),
    );
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeWeighted(view, second, {}, out));
    expectInPlace(first, (view, out) => mergeWeighted(view, second, {}, out));
    expectInPlace(first, (view, out) => mergeWeighted(second, view, {}, out));
  });

  it.each([
    [{ weight: 2 }, 'options.weight must be a number from 0 to 1, got 2.'],
    [{ weight: Number.NaN }, 'options.weight must be a number from 0 to 1, got NaN.'],
    [{ arithmetic: 'exact' as 'numpy' }, 'options.arithmetic must be one of pillow, numpy, vapoursynth, got "exact".'],
  ])('refuses %j', (options, message) => {
    const [first, second] = unlikePair();
    expect(() => mergeWeighted(first, second, options)).toThrow(message);
  });
});

describeGolden('filters/pil_blend', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const merged = mergeWeighted(first, second, { weight: params['alpha'] as number });
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/image_weighted_merge', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const merged = mergeWeighted(first, second, { weight: params['weight'] as number });
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/np_weighted_merge', (golden) => {
  it.each(golden.cases)('equals the original in its own arithmetic: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const merged = mergeWeighted(first, second, { weight: params['weight'] as number, arithmetic: 'numpy' });
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters-vs/std_merge', (golden) => {
  it.each(golden.cases)('equals VapourSynth in its own arithmetic: $name', async ({ inputs, output, params }) => {
    const [first, second, expected] = await Promise.all([inputs[0], inputs[1], output].map(golden.readStrip));
    const options = { weight: params['weight'] as number, arithmetic: 'vapoursynth' } as const;
    for (const [n, frame] of expected!.entries()) {
      expect(difference(mergeWeighted(first![n]!, second![n]!, options), frame)).toMatchObject({ beyond: 0 });
    }
  });
});
