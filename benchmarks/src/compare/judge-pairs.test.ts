import { describe, expect, it } from 'vitest';
import { judgePairs, type PairRule } from './judge-pairs.ts';

const rule: PairRule = { better: 'lower', least: 0.005, of: 'pictures' };
const pairs = (differences: readonly number[]) =>
  differences.map((difference) => ({ before: 10, after: 10 + difference }));

describe('judgePairs', () => {
  it('gives the mean of the differences and its standard error', () => {
    // Mean 2, deviations -1, 0, 1: variance 1, by √3.
    const { difference, standardError } = judgePairs(pairs([1, 2, 3]), rule);
    expect(difference).toBeCloseTo(2, 12);
    expect(standardError).toBeCloseTo(1 / Math.sqrt(3), 12);
  });

  it.each([
    // t = 2 / (1/√3) = 3.46 where 4.303 is asked for 2 degrees of freedom.
    ['noise', [1, 2, 3]],
    // t = 2.5 / 0.645 = 3.87 where 3.182 is asked for 3.
    ['worse', [1, 2, 3, 4]],
    ['better', [-1, -2, -3, -4]],
    ['noise', [1, -2, 3, -1]],
    ['equal', [0, 0, 0]],
    ['unsure', [1]],
    ['worse', [0.5, 0.5, 0.5]],
  ])('is %s for %j', (verdict, differences) => expect(judgePairs(pairs(differences), rule).verdict).toBe(verdict));

  it('goes the other way where more is better, and neither way where nothing is', () => {
    const more = pairs([1, 2, 3, 4]);
    expect(judgePairs(more, { ...rule, better: 'higher' }).verdict).toBe('better');
    expect(judgePairs(more, { ...rule, better: 'neither' }).verdict).toBe('changed');
  });

  it('takes what another rounding makes for noise, however even it is', () => {
    expect(judgePairs(pairs([0.001, 0.001, 0.001, 0.0011]), rule).verdict).toBe('noise');
  });

  it('counts pieces by their weight', () => {
    const heavy = [
      { before: 0, after: 1, weight: 30 },
      { before: 0, after: 5, weight: 10 },
    ];
    const { difference, standardError } = judgePairs(heavy, rule);
    expect(difference).toBeCloseTo(2, 12);
    // shares 3/4 and 1/4 of deviations -1 and 3: 2 * (0.5625 + 0.5625), its root.
    expect(standardError).toBeCloseTo(1.5, 12);
  });
});
