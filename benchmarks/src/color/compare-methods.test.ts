import { expect, it } from 'vitest';
import { createMethodColors } from '../results/testing/create-results.ts';
import { compareMethods } from './compare-methods.ts';

const truth = { ...createMethodColors('truth', [0, 0, 0]), kind: 'truth' as const };
const gray = { ...createMethodColors('gray', [10, 12, 14]), kind: 'gray' as const };
const good = createMethodColors('good', [8, 9, 10]);
const bad = createMethodColors('bad', [11, 12, 16]);

const pairs = (differences: ReturnType<typeof compareMethods>) =>
  differences.map(({ of, against, mean, pictures }) => [of, against, mean, pictures]);

it('compares each method with the best and with gray, and none with itself or the truth', () => {
  expect(pairs(compareMethods([truth, gray, good, bad]))).toEqual([
    ['gray', 'good', 3, 3],
    ['good', 'gray', -3, 3],
    ['bad', 'good', 4, 3],
    ['bad', 'gray', 1, 3],
  ]);
});

it('compares once where gray is the best', () => {
  expect(pairs(compareMethods([gray, bad]))).toEqual([['bad', 'gray', 1, 3]]);
});

it('pairs the pictures that both have', () => {
  const some = { ...good, pictures: good.pictures.slice(1) };
  expect(pairs(compareMethods([some, gray]))).toEqual([
    ['good', 'gray', -3.5, 2],
    ['gray', 'good', 3.5, 2],
  ]);
  expect(compareMethods([{ ...good, pictures: [] }, gray])).toEqual([]);
});

it('has nothing to compare gray with', () => {
  expect(compareMethods([truth, gray])).toEqual([]);
  expect(compareMethods([])).toEqual([]);
});
