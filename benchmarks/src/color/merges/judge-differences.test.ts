import { describe, expect, it } from 'vitest';
import type { PairedDifference } from '../../results/color-results.ts';
import { judgeDifferences, judgementText } from './judge-differences.ts';

/** A difference of 23 pictures, so many standard errors of 0.1 from nothing. */
function away(errors: number): PairedDifference {
  const common = { of: 'a', against: 'b', standardError: 0.1, pictures: 23 };
  return { ...common, mean: errors * 0.1, isWithinNoise: Math.abs(errors) < 2.07 };
}

describe('judgeDifferences', () => {
  it('tells nearer, farther, and what nothing can be told of', () => {
    const [nearer, farther, unclear] = [away(-6), away(6), away(1)];
    expect(judgeDifferences([nearer, farther, unclear])).toEqual({
      nearer: [nearer],
      farther: [farther],
      unclear: [unclear],
    });
  });

  it('asks more of each, the more there are: 2.5 standard errors do alone, but not among ten', () => {
    expect(judgeDifferences([away(-2.5)]).nearer).toHaveLength(1);
    expect(judgeDifferences([away(-2.5), ...Array.from({ length: 9 }, () => away(0.5))]).unclear).toHaveLength(10);
  });
});

describe('judgementText', () => {
  it.each([
    [[-6, -7, 1], 'nearer on 2 of 3 (by 0.60 to 0.70), no order can be told on 1'],
    [[-6, 6, 0], 'nearer on 1 of 3 (by 0.60), farther on 1 (by 0.60), no order can be told on 1'],
    [[6, 6], 'farther on all 2 (by 0.60)'],
    [[0, 1], 'no order can be told on any of 2'],
    [[1], 'no order can be told'],
    [[-9], 'nearer on the one there is (by 0.90)'],
  ])('of %j is "%s"', (errors, text) => expect(judgementText(judgeDifferences(errors.map(away)))).toBe(text));
});
