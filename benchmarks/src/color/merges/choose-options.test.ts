import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveOneOut } from './choose-options.ts';

describe('leaveOneOut', () => {
  it('scores each picture with what is best on the others', () => {
    const scores = [
      [1, 5, 5], // sum 11; without picture 0: 10, 1: 6, 2: 6
      [4, 4, 4], // sum 12; 8, 8, 8
    ];
    expect(leaveOneOut(scores)).toEqual({ best: 0, chosen: [1, 0, 0], values: [4, 5, 5] });
  });

  it('shows luck: a way that is good on the picture it was chosen by only', () => {
    // Each way is perfect on its own picture: the best mean is 2, and a picture that isn't seen gets 3.
    const scores = [
      [0, 3, 3],
      [3, 0, 3],
      [3, 3, 0],
    ];
    const { values } = leaveOneOut(scores);
    expect(values).toEqual([3, 3, 3]);
  });

  it('is that way itself where there is one', () => {
    expect(leaveOneOut([[3, 1, 2]])).toEqual({ best: 0, chosen: [0, 0, 0], values: [3, 1, 2] });
  });

  it('is never better than the best mean of all pictures', () => {
    const tables = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 8 })).chain(([ways, pictures]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: pictures, maxLength: pictures }), {
        minLength: ways,
        maxLength: ways,
      }),
    );
    fc.assert(
      fc.property(tables, (scores) => {
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        const { best, values } = leaveOneOut(scores);
        expect(sum(scores[best]!)).toBe(Math.min(...scores.map(sum)));
        expect(sum(values)).toBeGreaterThanOrEqual(sum(scores[best]!));
      }),
    );
  });

  it.each([
    ['no way', []],
    ['one picture', [[1], [2]]],
    [
      'ways with different pictures',
      [
        [1, 2],
        [1, 2, 3],
      ],
    ],
  ])('refuses %s', (_, scores) => {
    expect(() => leaveOneOut(scores)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });
});
