import { describe, expect, it } from 'vitest';
import { createPicture } from '../kernels/pictures.ts';
import { differenceOf } from './compare-results.ts';
import { createFilterContests } from './filter-contests.ts';

const pictures = [createPicture(96, 64, 1), createPicture(96, 64, 2)] as const;
const exact = { most: 0, mean: 0, rest: 0 };

describe('the contests of filters', () => {
  it.each(createFilterContests(...pictures).map((contest) => [contest.name, contest] as const))(
    'can run: %s',
    (_, { ours }) => {
      const result = ours();
      if (typeof result === 'number') expect(result).toBeGreaterThan(0);
      else expect(result.shape).toEqual([64, 96, 3]);
    },
  );
});

describe('differenceOf', () => {
  const [image] = pictures;

  it('is none between equal results', () => {
    expect(differenceOf(image, Buffer.from(image.data), exact)).toBeUndefined();
    const number = Buffer.alloc(8);
    number.writeDoubleLE(0.25);
    expect(differenceOf(0.25, number, exact)).toBeUndefined();
  });

  it('says how far results are apart', () => {
    const other = Buffer.from(image.data);
    for (let n = 0; n < other.length / 2; n++) other[n] = other[n]! ^ 4;
    expect(differenceOf(image, other, { most: 4, mean: 2.5, rest: 0 })).toBeUndefined();
    expect(differenceOf(image, other, { most: 3, mean: 2.5, rest: 0.1 })).toBe(
      'codes differ by 2.00 on average, 50.00 % of them by more than 3',
    );
    expect(differenceOf(image, other, { most: 4, mean: 1, rest: 0 })).toContain('codes differ by 2.00 on average');
    expect(differenceOf(image, other.subarray(1), exact)).toBe('18432 samples instead of 18431');
  });
});
