import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toneCurve } from './tone-curve.ts';

const rising = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 8 }).chain((inputs) =>
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: inputs.length, maxLength: inputs.length })
    .map((outputs) => {
      const sorted = outputs.toSorted((one, other) => one - other);
      return inputs.toSorted((one, other) => one - other).map((input, n) => [input / 1000, sorted[n]!] as const);
    }),
);

describe('toneCurve', () => {
  it('goes through its points, and keeps its ends outside', () => {
    const curve = toneCurve([
      [0.1, 0.2],
      [0.5, 0.4],
      [0.9, 1],
    ]);
    expect([-1, 0.1, 0.5, 0.9, 2].map(curve)).toEqual([0.2, 0.2, 0.4, 1, 1]);
  });

  it('is a straight line through two points', () => {
    const curve = toneCurve([
      [0, 0],
      [1, 0.5],
    ]);
    for (const input of [0.1, 0.25, 0.7]) expect(curve(input)).toBeCloseTo(input / 2, 12);
  });

  it('never falls where its points rise', () => {
    fc.assert(
      fc.property(rising, (points) => {
        const curve = toneCurve(points);
        for (let n = 1; n <= 200; n++) expect(curve(n / 200)).toBeGreaterThanOrEqual(curve((n - 1) / 200) - 1e-12);
      }),
    );
  });
});
