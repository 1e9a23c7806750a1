import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRange, pairsThatMayOverlap, rangeOfShot } from './shots.ts';

const range = (from: number | string | undefined, to: number | string | undefined) =>
  rangeOfShot({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) });

describe('isInRange', () => {
  it.each([
    [range(10, 20), [10, 15, 19], [0, 9, 20, 30]],
    [range('1s', '2s'), [25, 30, 49], [0, 24, 50]],
    [range(undefined, '1s'), [0, 24], [25]],
    [range(25, '2s'), [25, 49], [24, 50]],
    [range(undefined, undefined), [0, 1000], []],
  ])('finds the frames of a film of 25 a second in %j', (shot, inside, outside) => {
    for (const index of inside) expect(isInRange(shot, { index, time: index / 25 })).toBe(true);
    for (const index of outside) expect(isInRange(shot, { index, time: index / 25 })).toBe(false);
  });

  it('takes a frame for its time to a millisecond', () => {
    // A container that counts in milliseconds gives 0.033 for a thirtieth of a second.
    expect(isInRange(range('0.0333', undefined), { index: 1, time: 0.033 })).toBe(true);
    expect(isInRange(range('0.034', undefined), { index: 1, time: 0.033 })).toBe(false);
  });
});

describe('pairsThatMayOverlap', () => {
  it.each([
    [[range(0, 10), range(10, 20)], []],
    [[range(0, 11), range(10, 20)], [{ pair: [0, 1], isCertain: true }]],
    [[range(10, 20), range(0, 10)], []],
    [[range('1s', '2s'), range('0:01.5', '3s')], [{ pair: [0, 1], isCertain: true }]],
    [[range('1s', '2s'), range('2s', undefined)], []],
    [[range(0, 10), range('9s', '10s')], [{ pair: [0, 1], isCertain: false }]],
    [
      [range(undefined, 10), range(5, undefined), range(20, 30)],
      [
        { pair: [0, 1], isCertain: true },
        { pair: [1, 2], isCertain: true },
      ],
    ],
  ])('knows of %j', (ranges, pairs) => {
    expect(pairsThatMayOverlap(ranges)).toEqual(pairs);
  });

  it('misses no pair that has a frame in common', () => {
    const place = fc.option(
      fc.oneof(
        fc.nat(40),
        fc.nat(40).map((frame) => `${frame / 25}s`),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 6 }), (places) => {
        const ranges = places.map(([from, to]) => range(from, to));
        const pairs = pairsThatMayOverlap(ranges).map(({ pair }) => String(pair));
        for (let index = 0; index < 45; index++) {
          const frame = { index, time: index / 25 };
          const inside = ranges.flatMap((shot, n) => (isInRange(shot, frame) ? [n] : []));
          for (const a of inside) for (const b of inside) if (a < b) expect(pairs).toContain(`${a},${b}`);
        }
      }),
    );
  });

  it('gives up on more pairs than can be made ready', () => {
    expect(pairsThatMayOverlap(Array.from({ length: 300 }, () => range(undefined, undefined)))).toHaveLength(1000);
  });
});
