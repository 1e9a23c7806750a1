import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { readPair, unlikePair } from './testing.ts';
import { type BlendArithmetic, mergeWeighted } from './weighted.ts';

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

  it('computes every two samples as that arithmetic does', () => {
    const pairs = Array.from({ length: 65_536 }, (_, n) => [n >> 8, n & 255] as const);
    const first = pictureOf(...pairs.map(([a]) => [a, a, a] as const));
    const second = pictureOf(...pairs.map(([, b]) => [b, b, b] as const));
    const f = Math.fround;
    const formulas = {
      pillow: (a: number, b: number, w: number) => Math.trunc(f(a + f(f(w) * (b - a)))),
      numpy: (a: number, b: number, w: number) => Math.trunc(a * (1 - w) + b * w),
      vapoursynth: (a: number, b: number, w: number) => a + (((b - a) * Math.floor(w * 32_768 + 0.5) + 16_384) >> 15),
    };
    for (const [arithmetic, formula] of Object.entries(formulas)) {
      for (const weight of [0.000_01, 0.1, 1 / 3, 0.4, 0.5, 0.7, 0.9, 0.9999]) {
        const merged = mergeWeighted(first, second, { weight, arithmetic: arithmetic as BlendArithmetic });
        const wrong = pairs.filter(([a, b], n) => merged.data[3 * n] !== formula(a, b, weight));
        expect(wrong, `${arithmetic}, ${weight}`).toEqual([]);
      }
    }
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
