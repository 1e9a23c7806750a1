import { describe, expect, it } from 'vitest';
import { HUE_PARTS, huePartOf, LUMA_BANDS, lumaBandOf } from './color-parts.ts';

describe('lumaBandOf', () => {
  it.each([
    [0, 'L* 0-20'],
    [19.99, 'L* 0-20'],
    [20, 'L* 20-40'],
    [59.9, 'L* 40-60'],
    [80, 'L* 80-100'],
    [100, 'L* 80-100'],
    // Rounding of the conversion goes this far out.
    [-0.0001, 'L* 0-20'],
    [100.0001, 'L* 80-100'],
  ])('puts %d into %s', (L, band) => expect(LUMA_BANDS[lumaBandOf(L)]).toBe(band));
});

describe('huePartOf', () => {
  // Lab of colours with names: sRGB's corners as in Lindbloom's calculator, others by the same.
  it.each([
    ['red', 80.09, 67.2],
    ['orange', 23.94, 78.95],
    ['yellow', -21.56, 94.48],
    ['green', -86.18, 83.18],
    ['cyan', -48.08, -14.13],
    ['blue', 79.2, -107.86],
    ['magenta', 98.25, -60.84],
    ['orange', 14.8, 23.7], // skin
    ['green', -18.3, 26.4], // leaves
    ['blue', -6.3, -28.0], // sky
    ['neutral', 0, 0],
    ['neutral', 3, 3.9],
    ['red', 5, 0],
    ['red', 4, 3],
    ['magenta', 5, -0.001],
    ['orange', 10, 10], // 45 degrees: a border belongs to what follows it
  ])('finds %s for a* %d, b* %d', (part, a, b) => expect(HUE_PARTS[huePartOf(a, b)]).toBe(part));
});
