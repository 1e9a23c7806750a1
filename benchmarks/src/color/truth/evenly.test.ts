import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evenly } from './evenly.ts';

it.each([
  [10, 3, [0, 3, 6]],
  [3, 10, [0, 1, 2]],
  [5, 5, [0, 1, 2, 3, 4]],
  [1000, 1, [0]],
  [0, 4, []],
  [3, Number.POSITIVE_INFINITY, [0, 1, 2]],
])('of %d things, %d at most are %j', (count, limit, indexes) => expect(evenly(count, limit)).toEqual(indexes));

it('chooses different ones, in their order, no gap more than one larger than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 200 }), (count, limit) => {
      const gaps = [...evenly(count, limit), count].map((index, at, all) => index - (all[at - 1] ?? 0)).slice(1);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
  );
});
