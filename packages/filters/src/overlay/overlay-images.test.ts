import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { colorsOf, expectAnyLayout, layouts, noise, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { OVERLAY_MODES, type OverlayMode } from './blend-value.ts';
import { overlayImages } from './overlay-images.ts';

const gray = (value: number) => pictureOf([value, value, value]);
const firstOf = (image: RgbImage) => image.get(0, 0, 0);

describe('overlayImages', () => {
  // Overlay v, base b, value: worked out by hand from the formulas.
  it.each<[OverlayMode, [number, number, number][]]>([
    [
      'normal',
      [
        [200, 100, 200],
        [0, 255, 0],
      ],
    ],
    [
      'addition',
      [
        [200, 100, 255],
        [20, 30, 50],
      ],
    ],
    [
      'average',
      [
        [200, 100, 150],
        [3, 4, 4],
        [0, 255, 128],
      ],
    ],
    [
      'difference',
      [
        [200, 100, 100],
        [100, 200, 100],
        [7, 7, 0],
      ],
    ],
    [
      'divide',
      [
        [50, 100, 128],
        [200, 100, 255],
        [10, 0, 255],
        [0, 0, 255],
        [0, 9, 0],
      ],
    ],
    [
      'exclusion',
      [
        [255, 100, 155],
        [0, 100, 100],
        [128, 128, 127],
      ],
    ],
    [
      'multiply',
      [
        [255, 77, 77],
        [0, 77, 0],
        [128, 128, 64],
      ],
    ],
    [
      'overlay',
      [
        [127, 100, 100],
        [128, 100, 101],
        [0, 200, 0],
        [255, 3, 255],
        [64, 200, 100],
        [200, 200, 231],
      ],
    ],
    [
      'subtract',
      [
        [200, 100, 100],
        [100, 200, 0],
      ],
    ],
  ])('makes the known values in mode %s', (mode, table) => {
    for (const [v, b, expected] of table) {
      expect([v, b, firstOf(overlayImages(gray(b), gray(v), { mode }))]).toEqual([v, b, expected]);
    }
  });

  it('places the overlay, and cuts off what lies outside', () => {
    const base = ndarray(new Uint8Array(4 * 3 * 3), [3, 4, 3]);
    const overlay = noise(2, 2);
    for (let y = -3; y <= 4; y++) {
      for (let x = -3; x <= 5; x++) {
        const made = overlayImages(base, overlay, { x, y });
        for (let row = 0; row < 3; row++) {
          for (let column = 0; column < 4; column++) {
            const inside = row >= y && row < y + 2 && column >= x && column < x + 2;
            for (let c = 0; c < 3; c++) {
              expect(made.get(row, column, c)).toBe(inside ? overlay.get(row - y, column - x, c) : 0);
            }
          }
        }
      }
    }
  });

  it.each([
    [255, 1, 200],
    [0, 1, 100],
    [255, 0, 100],
    [128, 1, 150],
    [255, 0.25, 125],
    [51, 0.5, 110],
  ])('mixes with mask %d and opacity %d', (opaque, opacity, expected) => {
    const mask = ndarray(Uint8Array.of(opaque), [1, 1]);
    expect(firstOf(overlayImages(gray(100), gray(200), { mask, opacity }))).toBe(expected);
    expect(firstOf(overlayImages(gray(200), gray(100), { mask, opacity }))).toBeCloseTo(300 - expected, 0);
  });

  it('reads the mask where it reads the overlay', () => {
    const mask = ndarray(Uint8Array.of(0, 255, 255, 0), [2, 2]);
    const base = ndarray(new Uint8Array(12), [2, 2, 3]);
    const overlay = ndarray(new Uint8Array(12).fill(9), [2, 2, 3]);
    expect(colorsOf(overlayImages(base, overlay, { mask })).map(([v]) => v)).toEqual([0, 9, 9, 0]);
    expect(colorsOf(overlayImages(base, overlay, { mask, x: -1 })).map(([v]) => v)).toEqual([9, 0, 0, 0]);
    expect(colorsOf(overlayImages(base, overlay, { mask, y: 1 })).map(([v]) => v)).toEqual([0, 0, 0, 9]);
  });

  it('equals the formula in floats for any pictures, positions, masks and modes', () => {
    const position = fc.integer({ min: -9, max: 9 });
    const cases = { x: position, y: position, opacity: fc.double({ min: 0, max: 1, noNaN: true }) };
    const mode = fc.constantFrom(...OVERLAY_MODES);
    fc.assert(
      fc.property(rgbImages(6), rgbImages(6), fc.record(cases), mode, fc.nat(255), (base, overlay, options, way, m) => {
        const mask = ndarray(new Uint8Array(overlay.size / 3).fill(m), overlay.shape.slice(0, 2));
        const made = overlayImages(base, overlay, { ...options, mode: way, mask });
        const naive = (v: number, b: number) => {
          const [f, g] = [v / 255, b / 255];
          const value = {
            normal: f,
            addition: f + g,
            average: (f + g) / 2,
            difference: Math.max(f, g) - Math.min(f, g),
            divide: g === 0 ? 1 : f / g,
            exclusion: f * (1 - g) + g * (1 - f),
            multiply: f * g,
            overlay: f < 128 / 255 ? 2 * f * g : 1 - 2 * (1 - f) * (1 - g),
            subtract: f - g,
          }[way];
          const clipped = Math.min(255, Math.max(0, value * 255));
          return b + (m / 255) * options.opacity * (clipped - b);
        };
        for (let row = 0; row < base.shape[0]!; row++) {
          for (let column = 0; column < base.shape[1]!; column++) {
            const [i, j] = [row - options.y, column - options.x];
            const inside = i >= 0 && j >= 0 && i < overlay.shape[0]! && j < overlay.shape[1]!;
            const b = base.get(row, column, 1);
            const expected = inside ? naive(overlay.get(i, j, 1), b) : b;
            // The value is rounded before it is mixed, the mix afterwards.
            expect(Math.abs(made.get(row, column, 1) - expected)).toBeLessThanOrEqual(inside ? 1.0001 : 0);
          }
        }
      }),
    );
  });

  it('changes nothing with opacity 0 or a black mask', () => {
    const mode = fc.constantFrom(...OVERLAY_MODES);
    fc.assert(
      fc.property(rgbImages(5), rgbImages(5), mode, (base, overlay, way) => {
        const mask = ndarray(new Uint8Array(overlay.size / 3), overlay.shape.slice(0, 2));
        expect(difference(overlayImages(base, overlay, { mode: way, opacity: 0 }), base)).toMatchObject({ max: 0 });
        expect(difference(overlayImages(base, overlay, { mode: way, mask }), base)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('reads and writes any strides, and may write onto the base', () => {
    const [base, overlay] = [noise(5, 4), noise(4, 4)];
    overlay.data.reverse();
    const mask = noise(4, 4, 1);
    const options = { x: -1, y: 1, mask, mode: 'exclusion', opacity: 0.7 } as const;
    expectAnyLayout(base, (image, out) => overlayImages(image, overlay, options, out));
    const expected = overlayImages(base, overlay, options);
    for (const view of Object.values(layouts(overlay))) {
      expect(difference(overlayImages(base, view, options), expected)).toMatchObject({ max: 0 });
    }
    for (const view of Object.values(layouts(mask))) {
      expect(difference(overlayImages(base, overlay, { ...options, mask: view }), expected)).toMatchObject({ max: 0 });
    }
    for (const view of Object.values(layouts(base))) {
      expect(difference(overlayImages(view, overlay, options, view), expected)).toMatchObject({ max: 0 });
    }
  });

  it('refuses what it cannot lay on, by name', () => {
    const [base, overlay] = [noise(4, 4), noise(2, 3)];
    const put = (options: object) => () => overlayImages(base, overlay, options);
    expect(put({ x: 0.5 })).toThrow('options.x must be a whole number from -65536 to 65536, got 0.5.');
    expect(put({ y: Number.NaN })).toThrow('options.y must be a whole number');
    expect(put({ opacity: 1.1 })).toThrow('options.opacity must be a number from 0 to 1, got 1.1.');
    expect(put({ mode: 'screen' })).toThrow('options.mode must be one of normal, addition');
    expect(put({ mask: noise(3, 2, 1) })).toThrow("options.mask must have the overlay's size, 2x3, got 3x2.");
    expect(put({ mask: noise(2, 3) })).toThrow('options.mask must be [height, width]');
    expect(put({ mask: ndarray(new Float32Array(6), [3, 2]) })).toThrow('options.mask must hold its samples');
    expect(() => overlayImages(base, overlay, {}, noise(3, 4))).toThrow('out and image must have the same shape');
    expect(() => overlayImages(base, base, {}, base)).toThrow('out shares memory with overlay');
  });
});
