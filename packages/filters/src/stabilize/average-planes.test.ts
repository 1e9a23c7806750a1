import type { Plane } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, type GoldenCase, type GoldenSuite } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, noise, rowsOf } from '../../../core/src/testing/images.ts';
import { averagePlanes } from './average-planes.ts';
import { filmDifference, fromPlanes420, toPlanes420, windowOf } from './testing.ts';

function plane(...samples: number[]): Plane {
  const made = noise(samples.length, 1, 1);
  made.data.set(samples);
  return made;
}

describe('averagePlanes', () => {
  it('rounds to the nearest, halves to the even code', () => {
    // 0.5, 1.5, 2.5 and 1.51
    const mean = averagePlanes([plane(0, 1, 2, 1), plane(1, 2, 3, 2)], [50, 50]);
    expect(rowsOf(mean)).toEqual([[0, 2, 2, 2]]);
    expect(rowsOf(averagePlanes([plane(1), plane(2)], [49, 51]))).toEqual([[2]]);
  });

  it('rounds every sum to the nearest, over more than one run', () => {
    const sums = Array.from({ length: 25_501 }, (_, sum) => sum);
    // A hundred planes of 1 % each, with as many samples a code higher as make up the sum.
    const planes = Array.from({ length: 100 }, (_, k) =>
      plane(...sums.map((sum) => Math.floor(sum / 100) + (k < sum % 100 ? 1 : 0))),
    );
    const means = averagePlanes(
      planes,
      planes.map(() => 1),
    );
    const expected = sums.map((sum) => {
      const nearest = Math.round(sum / 100);
      return sum % 100 === 50 && nearest % 2 === 1 ? nearest - 1 : nearest;
    });
    expect([...(means.data as Uint8Array)]).toEqual(expected);
  });

  it('gives equal planes back, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 100 }),
        (samples, weight) => {
          const same = plane(...samples);
          expect(rowsOf(averagePlanes([same, same, same], [weight, 0, 100 - weight]))).toEqual(rowsOf(same));
        },
      ),
    );
  });

  it('reads and writes any strides, and can write onto any of its inputs', () => {
    const other = noise(7, 5, 1).step(-1, -1);
    expectAnyLayout(noise(7, 5, 1), (view, out) => averagePlanes([view, other], [30, 70], out));
    expectInPlace(noise(7, 5, 1), (view, out) => averagePlanes([view, other], [30, 70], out));
  });

  it.each([
    [[], []],
    [[plane(1)], [99]],
    [[plane(1), plane(2)], [100]],
    [
      [plane(1), plane(2)],
      [120, -20],
    ],
    [
      [plane(1), plane(2)],
      [0.5, 99.5],
    ],
    [[plane(1)], [Number.NaN]],
  ])('refuses weights that do not fit: case %#', (planes, weights) => {
    expect(() => averagePlanes(planes, weights)).toThrow(/weights must be whole numbers from 0, one for each plane/);
  });

  it('refuses planes of two sizes', () => {
    expect(() => averagePlanes([plane(1), plane(1, 2)], [50, 50])).toThrow(
      'planes[1] and planes[0] must have the same',
    );
  });
});

describeGolden('filters-vs/clip_color_stabilizer', (golden) => {
  const withPlanes = golden.cases.filter((one) => 'input_u' in one);
  it.each(withPlanes)('equals the original, plane by plane: $name', async (one) => {
    for (const name of ['u', 'v']) {
      const [from, expected] = await Promise.all([
        planes(golden, one[`input_${name}`]),
        planes(golden, one[`avg_${name}`]),
      ]);
      const made = averaged(from, one);
      made.forEach((mean, n) => {
        expect(difference(mean, expected[n]!), `${name} of frame ${n}`).toMatchObject({ max: 0 });
      });
    }
  });

  // The stated tolerance of the dithering that the original ends with.
  it.each(golden.cases)('equals the original but for dithering, through 4:2:0: $name', async (one) => {
    const pictures = await golden.readStrip(one.inputs[0]);
    const all = pictures.map(toPlanes420);
    const [cb, cr] = [
      averaged(
        all.map(({ cb }) => cb as Plane),
        one,
      ),
      averaged(
        all.map(({ cr }) => cr as Plane),
        one,
      ),
    ];
    const made = all.map(({ y }, n) => fromPlanes420({ y, cb: cb[n]!, cr: cr[n]! }));
    const { mean, max } = filmDifference(made, await golden.readStrip(one.output), 0);
    expect(mean).toBeLessThan(0.7);
    expect(max).toBeLessThanOrEqual(4);
  });
});

function averaged(all: readonly Plane[], { params }: GoldenCase): Plane[] {
  const cuts = (params['scene_change_frames'] ?? []) as number[];
  return all.map((_, n) => {
    const { members, shares } = windowOf(all, params['weights'] as number[], n, cuts);
    return averagePlanes(members, shares);
  });
}

async function planes(golden: GoldenSuite, strip: unknown): Promise<Plane[]> {
  return (await golden.readStrip(strip)).map((picture) => picture.pick(-1, -1, 0));
}
