import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden } from '../testing/golden.ts';
import { deltaE2000, type LabColor } from './delta-e.ts';

interface Pair {
  readonly lab1: LabColor;
  readonly lab2: LabColor;
  readonly published: number;
}

describeGolden('filters/ciede2000_sharma', (golden) => {
  const pairs = golden.cases.flatMap(({ output }) => output as Pair[]);
  // 1e-4: the paper prints four digits after the point.
  it.each(pairs)('equals the paper: $lab1 and $lab2 are $published apart', ({ lab1, lab2, published }) => {
    expect(Math.abs(deltaE2000(lab1, lab2) - published)).toBeLessThan(1e-4);
    expect(Math.abs(deltaE2000(lab2, lab1) - published)).toBeLessThan(1e-4);
  });
});

describe('deltaE2000', () => {
  // Sharma, Wu and Dalal (2005), table 1: pairs 1, 7, 10 (opposite hues), 17 and 25.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.001], 7.1792],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as [LabColor, LabColor, number][])('of %j and %j is %d', (lab1, lab2, expected) => {
    expect(Math.abs(deltaE2000(lab1, lab2) - expected)).toBeLessThan(1e-4);
  });

  it('is 0 for equal colours, never negative, and the same both ways', () => {
    fc.assert(
      fc.property(colors(), colors(), (lab1, lab2) => {
        expect(deltaE2000(lab1, lab1)).toBe(0);
        const there = deltaE2000(lab1, lab2);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(Math.abs(there - deltaE2000(lab2, lab1))).toBeLessThan(1e-9);
      }),
    );
  });
});

function colors(): fc.Arbitrary<LabColor> {
  const opponent = fc.double({ min: -128, max: 128, noNaN: true });
  return fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), opponent, opponent);
}
