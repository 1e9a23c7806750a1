import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, pairedDifference } from './paired-difference.ts';

const difference = (of: readonly number[], against: readonly number[]) =>
  pairedDifference({ id: 'a', values: of }, { id: 'b', values: against });

describe('pairedDifference', () => {
  it('gives the mean of the differences and its standard error', () => {
    // Differences 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, so √(14 / 3 / 4).
    expect(difference([2, 4, 6, 10], [1, 2, 3, 4])).toMatchObject({
      of: 'a',
      against: 'b',
      mean: 3,
      standardError: Math.sqrt(14 / 12),
      pictures: 4,
    });
  });

  it("takes Student's t for few pictures: 2.8 standard errors of four are noise, 3.3 aren't", () => {
    // Differences m ± 1, m ± 1 have the standard error √(4 / 3 / 4) = 0.577; t is 3.182 for three degrees of freedom.
    const around = (mean: number) => difference([mean - 1, mean + 1, mean - 1, mean + 1], [0, 0, 0, 0]);
    expect(around(2.8 * Math.sqrt(1 / 3)).isWithinNoise).toBe(true);
    expect(around(3.3 * Math.sqrt(1 / 3)).isWithinNoise).toBe(false);
    expect(around(-3.3 * Math.sqrt(1 / 3)).isWithinNoise).toBe(false);
  });

  it('takes one picture for noise, without a standard error', () => {
    expect(difference([1], [9])).toEqual({
      of: 'a',
      against: 'b',
      mean: -8,
      standardError: null,
      isWithinNoise: true,
      pictures: 1,
    });
  });

  it('takes equal methods for noise, and a difference that is the same everywhere for none', () => {
    expect(difference([1, 2, 3], [1, 2, 3])).toMatchObject({ mean: 0, standardError: 0, isWithinNoise: true });
    expect(difference([2, 3, 4], [1, 2, 3])).toMatchObject({ mean: 1, standardError: 0, isWithinNoise: false });
  });

  it('turns its sign and nothing else when the two change places', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const there = difference(a, b);
        const back = difference(b, a);
        expect(back.mean + there.mean).toBe(0);
        expect(back.standardError).toBe(there.standardError);
        expect(back.isWithinNoise).toBe(there.isWithinNoise);
      }),
    );
  });

  it.each([
    ['no values', [], [], /a has no values/],
    ['a value that is no number', [1, Number.NaN], [1, 2], /a has NaN for picture 2/],
    ['an infinite value', [1, 2], [Number.POSITIVE_INFINITY, 2], /b has Infinity for picture 1/],
    ['different pictures', [1, 2], [1, 2, 3], /a has 2 values and b has 3/],
  ])('refuses %s', (_, of, against, message) => {
    expect(() => difference(of, against)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(() => difference(of, against)).toThrow(message);
  });
});

describe('chanceOf', () => {
  it('is 5 % at 2.0739 standard errors of 23 pictures, and 1 % at 2.8188', () => {
    expect(chanceOf({ mean: -2.0739, standardError: 1, pictures: 23 })).toBeCloseTo(0.05, 5);
    expect(chanceOf({ mean: 28.188, standardError: 10, pictures: 23 })).toBeCloseTo(0.01, 5);
  });

  it('is certain where there is no standard error', () => {
    expect(chanceOf({ mean: 5, standardError: null, pictures: 1 })).toBe(1);
  });
});
