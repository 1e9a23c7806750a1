import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankSumChance } from './rank-sum.ts';

describe('rankSumChance', () => {
  // Groups that are wholly apart: two of all ways to choose the places of the first.
  it.each([
    [2, 2, 2 / 6],
    [3, 3, 2 / 20],
    [4, 4, 2 / 70],
    [5, 5, 2 / 252],
    [3, 5, 2 / 56],
    [1, 9, 2 / 10],
  ])('of %d and %d values that are wholly apart is %d', (n, m, chance) => {
    const low = Array.from({ length: n }, (_, at) => at);
    const high = Array.from({ length: m }, (_, at) => 100 + at);
    expect(rankSumChance(low, high)).toBeCloseTo(chance, 12);
    expect(rankSumChance(high, low)).toBeCloseTo(chance, 12);
  });

  // Critical values of printed tables, two-sided 0.05: U of 2 for 5 and 5 has 0.032, U of 3 has 0.056.
  it.each([
    [[1, 2, 3, 4, 7], [5, 6, 8, 9, 10], 0.0317],
    [[1, 2, 3, 5, 7], [4, 6, 8, 9, 10], 0.0556],
    [[1, 3, 5, 7], [2, 4, 6, 8], 0.6857],
  ])('of %j and %j is %d', (first, second, chance) => expect(rankSumChance(first, second)).toBeCloseTo(chance, 4));

  it('of the same values, or of none, is 1', () => {
    expect(rankSumChance([5, 5, 5], [5, 5, 5])).toBe(1);
    expect(rankSumChance([], [1])).toBe(1);
  });

  it('comes near to the normal distribution for many values', () => {
    // 20 and 20 with U = 127: z = (200 - 127 - 0.5) / sqrt(400 * 41 / 12) = 1.961, and 5 % of normal numbers lie beyond 1.960.
    const first = Array.from({ length: 20 }, (_, at) => at);
    const shifted = first.map((value) => value + 0.5);
    let second = shifted;
    for (let shift = 0; below(first, second) < 400 - 127; shift += 0.5) second = shifted.map((value) => value + shift);
    expect(400 - below(first, second)).toBeLessThanOrEqual(127);
    expect(rankSumChance(first, second)).toBeGreaterThan(0.02);
    expect(rankSumChance(first, second)).toBeLessThan(0.06);
  });

  it("is a share, the same for both orders, and doesn't hang", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const chance = rankSumChance(first, second);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(rankSumChance(second, first)).toBeCloseTo(chance, 9);
      }),
    );
  });
});

function below(first: readonly number[], second: readonly number[]): number {
  return first.reduce((sum, a) => sum + second.filter((b) => a < b).length, 0);
}
