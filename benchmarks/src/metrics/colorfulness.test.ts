import { createRgbImage, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { colorfulness } from './colorfulness.ts';

const pixels = (...colors: readonly (readonly [number, number, number])[]) =>
  createRgbImage(colors.length, 1, Uint8Array.from(colors.flat()));

describe('colorfulness', () => {
  it.each<[string, RgbImage, number]>([
    ['gray is none', pixels([7, 7, 7], [200, 200, 200]), 0],
    // rg = 0 and yb = 255 everywhere: 0.3 * 255.
    ['plain yellow has only its mean', pixels([255, 255, 0], [255, 255, 0]), 76.5],
    // rg = 255 or -255, yb = 127.5: spread 255, mean 127.5.
    ['half red, half green', pixels([255, 0, 0], [0, 255, 0]), 255 + 0.3 * 127.5],
    // rg = 255 or -255, yb = 127.5 or -127.5: no mean.
    ['half red, half cyan has only its spread', pixels([255, 0, 0], [0, 255, 255]), Math.hypot(255, 127.5)],
    // rg = 10 and 0, yb = 5 and 0: mean (5, 2.5), spread (5, 2.5).
    ['a faint tint of a half', pixels([60, 50, 50], [50, 50, 50]), 1.3 * Math.hypot(5, 2.5)],
  ])('%s', (_, image, expected) => expect(colorfulness(image)).toBeCloseTo(expected, 9));

  it('reads any strides', () => {
    // Columns of a 2x2 picture, stored plane by plane.
    const planes = Uint8Array.from([255, 0, 255, 0, 0, 255, 0, 255, 0, 0, 0, 0]);
    expect(colorfulness(ndarray(planes, [2, 2, 3], [1, 2, 4]))).toBeCloseTo(255 + 0.3 * 127.5, 9);
  });

  it('does not change when pixels change places, and is never negative', () => {
    const color = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(fc.array(color, { minLength: 1, maxLength: 40 }), (colors) => {
        const value = colorfulness(pixels(...colors));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(colorfulness(pixels(...[...colors].reverse()))).toBeCloseTo(value, 9);
      }),
    );
  });
});
