import type { Plane } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, layouts, noise } from '../../../core/src/testing/images.ts';
import { edgeDifference } from './edge-difference.ts';
import { edgeMask } from './edge-mask.ts';
import { histogramSimilarity, lumaHistogram } from './luma-histogram.ts';
import { normalizeLuma } from './normalize-luma.ts';
import { planeDifference } from './plane-difference.ts';
import { structuralSimilarity } from './structural-similarity.ts';

function planes(side = 12): fc.Arbitrary<Plane> {
  return fc
    .record({ width: fc.integer({ min: 1, max: side }), height: fc.integer({ min: 1, max: side }) })
    .chain(({ width, height }) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((data) => ndarray(data, [height, width])),
    );
}

function flat(value: number, width = 9, height = 8): Plane {
  return ndarray(new Uint8Array(width * height).fill(value), [height, width]);
}

const picture = noise(21, 16, 1);
const other = ndarray(
  Uint8Array.from(picture.data, (value) => 255 - (value >> 1)),
  [16, 21],
);

describe('comparisons of planes', () => {
  it('find a plane equal to itself', () => {
    fc.assert(
      fc.property(planes(), (plane) => {
        expect(planeDifference(plane, plane)).toBe(0);
        expect(structuralSimilarity(plane, plane)).toBeCloseTo(1, 12);
        expect(histogramSimilarity(lumaHistogram(plane), lumaHistogram(plane))).toBeCloseTo(1, 6);
        expect(edgeDifference(plane, plane, edgeMask(plane))).toEqual({ edges: 0, whole: 0 });
      }),
    );
  });

  it('don’t depend on the order of the two', () => {
    expect(planeDifference(picture, other)).toBe(planeDifference(other, picture));
    expect(structuralSimilarity(picture, other)).toBeCloseTo(structuralSimilarity(other, picture), 12);
  });

  it.each([
    [0, 255, 1, 0],
    [100, 151, 0.2, 0],
    [7, 7, 0, 1],
  ])('measure flat planes of %d and %d', (first, second, expected, alike) => {
    expect(planeDifference(flat(first), flat(second))).toBeCloseTo(expected, 12);
    expect(histogramSimilarity(lumaHistogram(flat(first)), lumaHistogram(flat(second)))).toBe(alike);
  });

  it('see a negative as unlike', () => {
    const negative = ndarray(
      picture.data.map((value) => 255 - value),
      [16, 21],
    );
    expect(structuralSimilarity(picture, negative)).toBeLessThan(0);
  });

  it('give the same for every layout of memory', () => {
    for (const [name, view] of Object.entries(layouts(picture))) {
      expect(planeDifference(view, other), name).toBe(planeDifference(picture, other));
      expect(structuralSimilarity(view, other), name).toBe(structuralSimilarity(picture, other));
      expect([...lumaHistogram(view)], name).toEqual([...lumaHistogram(picture)]);
      expect(edgeDifference(other, view, view), name).toEqual(edgeDifference(other, picture, picture));
    }
  });

  it('refuse planes of two sizes, and histograms of nothing', () => {
    for (const compare of [planeDifference, structuralSimilarity]) {
      expect(() => compare(flat(1), flat(1, 4, 4))).toThrow('same shape');
    }
    expect(() => edgeDifference(flat(1), flat(1), flat(1, 4, 4))).toThrow('mask');
    expect(() => histogramSimilarity(new Uint32Array(256), new Uint32Array(256))).toThrow('counts');
  });

  it('weigh each difference by the mask, rounded to whole numbers, for all pairs of bytes', () => {
    const masks = ndarray(
      Uint8Array.from({ length: 256 }, (_, n) => n),
      [1, 256],
    );
    for (let difference = 0; difference < 256; difference++) {
      const { edges } = edgeDifference(flat(difference, 256, 1), flat(0, 256, 1), masks);
      const sum = masks.data.reduce((total, mask) => total + Math.round((difference * mask) / 255), 0);
      expect((edges * 255 * 256) / 10, `difference of ${difference}`).toBeCloseTo(sum, 6);
    }
  });

  it('see wide planes as what their parts are together', () => {
    const [first, second] = [noise(5000, 9, 1), noise(4999, 9, 1)].map((plane) => plane.hi(9, 4999)) as [Plane, Plane];
    const part = (plane: Plane, from: number, to: number) => plane.hi(9, to).lo(0, from);
    const similarity = (from: number, to: number) =>
      structuralSimilarity(part(first, from, to), part(second, from, to));
    // Squares are 7 wide, so that parts share 6 columns.
    const parts = similarity(0, 1006) * 1000 + similarity(1000, 4999) * 3993;
    expect(structuralSimilarity(first, second)).toBeCloseTo(parts / 4993, 12);
    const mask = edgeMask(first);
    expect(difference(part(mask, 1500, 1600), part(edgeMask(part(first, 1400, 1700)), 100, 200))).toMatchObject({
      max: 0,
    });
    expect(difference(part(mask, 4990, 4999), part(edgeMask(part(first, 4900, 4999)), 90, 99))).toMatchObject({
      max: 0,
    });
  });

  it('count every sample once', () => {
    fc.assert(
      fc.property(planes(), (plane) => {
        const counts = [...lumaHistogram(plane)];
        expect(counts.reduce((sum, count) => sum + count)).toBe(plane.size);
        expect(counts[plane.data[0]!]).toBe(plane.data.filter((value) => value === plane.data[0]).length);
      }),
    );
  });
});

describe('edgeMask', () => {
  it('is empty where nothing changes, and full at an outline', () => {
    expect([...new Set(edgeMask(flat(90)).data)]).toEqual([0]);
    const step = ndarray(
      Uint8Array.from({ length: 160 }, (_, n) => (n % 16 < 8 ? 10 : 200)),
      [10, 16],
    );
    const row = [...edgeMask(step).data].slice(80, 96);
    expect(row.slice(7, 9)).toEqual([255, 255]);
    expect(row.slice(0, 2)).toEqual([0, 0]);
  });

  it('reads and writes any layout, planes of one row or column too', () => {
    expectAnyLayout(picture, (plane, out) => edgeMask(plane, out));
    expect(edgeMask(flat(9, 1, 7)).size).toBe(7);
    expect(edgeMask(flat(9, 7, 1)).size).toBe(7);
  });

  it('refuses to write onto its input', () => {
    expect(() => edgeMask(picture, picture)).toThrow('shares memory');
  });
});

describe('normalizeLuma', () => {
  it.each([
    [
      [60, 110, 160],
      [0, 127, 255],
    ],
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      [250, 251, 255],
      [250, 251, 255],
    ],
    [
      [90, 90, 90],
      [90, 90, 90],
    ],
  ])('turns %j into %j', (from, to) => {
    expect([...normalizeLuma(ndarray(Uint8Array.from(from), [1, 3])).data]).toEqual(to);
  });

  it('reads and writes any layout, and onto its input', () => {
    expectAnyLayout(picture, (plane, out) => normalizeLuma(plane, {}, out));
    expectInPlace(picture, (plane, out) => normalizeLuma(plane, {}, out));
  });

  it('refuses limits that are no parts', () => {
    expect(() => normalizeLuma(picture, { black: -1 })).toThrow('options.black');
    expect(() => normalizeLuma(picture, { white: Number.NaN })).toThrow('options.white');
  });
});
