import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden } from '../../../core/src/testing/golden.ts';
import { TEMPORAL_MODES, type TemporalMode, temporalWeights } from './temporal-weights.ts';

describe('temporalWeights', () => {
  it.each([
    [3, 'arithmetic', [33, 34, 33]],
    [5, 'arithmetic', [20, 20, 20, 20, 20]],
    [7, 'arithmetic', [14, 14, 14, 16, 14, 14, 14]],
    [5, 'weighted', [6, 13, 62, 13, 6]],
    [4, 'weighted', [6, 13, 62, 13, 6]],
    [15, 'weighted', [0, 1, 2, 3, 4, 5, 5, 60, 5, 5, 4, 3, 2, 1, 0]],
    [5, 'weighted-unmirrored', [6, 13, 62, 6, 13]],
  ] as [number, TemporalMode, number[]][])('of %i pictures, %s, are %j', (frames, mode, weights) => {
    expect(temporalWeights(frames, mode)).toEqual(weights);
  });

  it('add up to 100, and are the same on both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 15 }), fc.constantFrom(...TEMPORAL_MODES), (frames, mode) => {
        const weights = temporalWeights(frames, mode);
        expect(weights).toHaveLength(frames | 1);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
        if (mode !== 'weighted-unmirrored') expect(weights.toReversed()).toEqual(weights);
      }),
    );
  });

  it.each([2, 16, 4.5, Number.NaN])('refuse a window of %d', (frames) => {
    expect(() => temporalWeights(frames, 'arithmetic')).toThrow('frames must be a whole number from 3 to 15');
  });

  it('refuse another mode', () => {
    expect(() => temporalWeights(5, 'A' as TemporalMode)).toThrow(
      'mode must be one of arithmetic, weighted, weighted-unmirrored, got "A".',
    );
  });
});

describeGolden('filters/temporal_weights', (golden) => {
  it.each(golden.cases)('equals the original, in the mode without mirror: $name', ({ params, output }) => {
    const frames = params['nframes'] as number;
    const mode = params['mode'] === 'weighted' ? 'weighted-unmirrored' : 'arithmetic';
    expect(temporalWeights(frames, mode)).toEqual(output);
  });

  // Differs on purpose: the original's future side rises with the distance.
  it.each(golden.cases)('has the original’s past side on both sides: $name', ({ params, output }) => {
    const frames = params['nframes'] as number;
    const weights = temporalWeights(frames, params['mode'] as TemporalMode);
    const radius = (weights.length - 1) / 2;
    expect(weights.slice(0, radius + 1)).toEqual((output as number[]).slice(0, radius + 1));
    expect(weights.slice(radius + 1)).toEqual((output as number[]).slice(0, radius).toReversed());
  });
});
