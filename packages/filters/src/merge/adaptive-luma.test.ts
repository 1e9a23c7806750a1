import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace } from '../../../core/src/testing/images.ts';
import { meanLuma } from '../luma/mean-luma.ts';
import { adaptiveLumaWeight, mergeAdaptiveLuma } from './adaptive-luma.ts';
import { readPair, unlikePair } from './testing.ts';

const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('adaptiveLumaWeight', () => {
  it.each([
    [1, 0.8],
    [0.8, 0.8],
    [0.4, 0.4],
    [0.1, 0.15],
    [0, 0.15],
  ])('is, at a mean luma of %f, %f by default', (luma, weight) => {
    expect(adaptiveLumaWeight(luma)).toBeCloseTo(weight, 12);
  });

  it('never rises as the frame gets darker, and stays between the minimum and the weight', () => {
    fc.assert(
      fc.property(shares, shares, shares, shares, shares, (weight, minimumWeight, threshold, luma, darker) => {
        const options = { weight, minimumWeight, threshold, exponent: 2 };
        const [low, high] = [Math.min(luma, darker), Math.max(luma, darker)];
        expect(adaptiveLumaWeight(low, options)).toBeLessThanOrEqual(adaptiveLumaWeight(high, options));
        expect(adaptiveLumaWeight(low, options)).toBeGreaterThanOrEqual(Math.min(minimumWeight, weight));
        expect(adaptiveLumaWeight(low, options)).toBeLessThanOrEqual(weight);
      }),
    );
  });

  it.each([
    [{ threshold: 2 }, 'options.threshold must be a number from 0 to 1, got 2.'],
    [{ exponent: 0 }, 'options.exponent must be a number above 0, at most 10, got 0.'],
    [{ minimumWeight: Number.NaN }, 'options.minimumWeight must be a number from 0 to 1, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => adaptiveLumaWeight(0.5, options)).toThrow(message);
  });
});

describe('mergeAdaptiveLuma', () => {
  it('reads and writes any strides, and can write onto either picture', () => {
    const [first, second] = unlikePair();
    expectAnyLayout(first, (view, out) => mergeAdaptiveLuma(view, second, {}, out));
    expectInPlace(first, (view, out) => mergeAdaptiveLuma(view, second, {}, out));
    expectInPlace(first, (view, out) => mergeAdaptiveLuma(second, view, {}, out));
  });
});

describeGolden('filters/adaptive_luma_merge', (golden) => {
  it.each(golden.cases)('equals the original, weight and picture: $name', async ({ inputs, output, params }) => {
    const [first, second] = await readPair(golden, inputs);
    const options = {
      weight: params['clipb_weight'] as number,
      threshold: params['luma_threshold'] as number,
      exponent: params['alpha'] as number,
      minimumWeight: params['min_weight'] as number,
    };
    expect(meanLuma(second)).toBeCloseTo(params['expected_luma_b'] as number, 6);
    if (options.minimumWeight <= options.weight) {
      expect(adaptiveLumaWeight(meanLuma(second), options)).toBeCloseTo(params['expected_weight'] as number, 12);
    } else {
      // Differs on purpose: the original's dark frames take more of the second picture than its bright ones.
      options.minimumWeight = options.weight = params['expected_weight'] as number;
    }
    const merged = mergeAdaptiveLuma(first, second, options);
    expect(difference(merged, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});
