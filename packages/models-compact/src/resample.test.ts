import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisWeights, areaWeights, axisWeights, linearWeights, resample } from './resample.ts';

const SQUARES = Float32Array.from([0, 1, 4, 9, 16, 25, 36]);

function alongRow(row: Float32Array, weights: AxisWeights): number[] {
  const out = new Float32Array(weights.first.length);
  resample(row, row.length, weights, linearWeights(1, 1), new Float32Array(out.length), out);
  return [...out];
}

// What OpenCV 4.6 gives. Tolerance 1e-5: order of float32 sums.
it.each([
  ['area', areaWeights(7, 3), [1, 9.571428, 28.428572]],
  ['straight lines', linearWeights(7, 10), [0, 0.55, 1.75, 3.85, 7.25, 11.45, 16.45, 22.75, 29.95, 36]],
] as const)('resamples by %s as OpenCV does', (_, weights, expected) => {
  const row = alongRow(SQUARES, weights);
  expect(row).toHaveLength(expected.length);
  row.forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 5);
  });
});

it('gives the means of blocks where the sizes divide', () => {
  expect(alongRow(Float32Array.of(1, 3, 5, 9), areaWeights(4, 2))).toEqual([2, 7]);
});

it('works on rows and columns alike', () => {
  const plane = Float32Array.of(1, 2, 3, 4, 5, 6); // 3 wide, 2 high
  const out = new Float32Array(2);
  resample(plane, 3, areaWeights(3, 1), linearWeights(2, 2), new Float32Array(2), out);
  expect(out[0]).toBeCloseTo(2, 5);
  expect(out[1]).toBeCloseTo(5, 5);
});

describe('weights', () => {
  const extent = fc.integer({ min: 1, max: 300 });
  it('add up to 1 and stay inside the axis, for any sizes', () => {
    fc.assert(
      fc.property(extent, extent, (from, to) => {
        const { first, taps, weights } = axisWeights(from, to);
        for (let index = 0; index < to; index++) {
          let sum = 0;
          for (let tap = 0; tap < taps; tap++) {
            const weight = weights[index * taps + tap]!;
            sum += weight;
            expect(weight).toBeGreaterThanOrEqual(0);
            expect(first[index]! + tap).toBeLessThan(from);
          }
          expect(first[index]).toBeGreaterThanOrEqual(0);
          expect(sum).toBeCloseTo(1, 4);
        }
      }),
    );
  });

  it('by area keep the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 90 }),
        extent,
        (values, to) => {
          const row = Float32Array.from(values);
          const size = Math.min(to, row.length);
          const mean = (list: Iterable<number>): number =>
            [...list].reduce((sum, value) => sum + value, 0) / [...list].length;
          expect(mean(alongRow(row, areaWeights(row.length, size)))).toBeCloseTo(mean(row), 2);
        },
      ),
    );
  });
});
