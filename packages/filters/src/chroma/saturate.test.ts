import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { saturate } from './saturate.ts';

describe('saturate', () => {
  // Values of Pillow 9.4's ImageEnhance.Color.
  it.each([
    [[200, 30, 77], 0, [86, 86, 86]],
    [[200, 30, 77], 0.3, [120, 69, 83]],
    [[200, 30, 77], 1.7, [255, 0, 70]],
    [[12, 200, 190], 0.9, [25, 194, 185]],
  ] as [[number, number, number], number, number[]][])('turns %j with factor %f into %j', (color, factor, expected) => {
    expect(colorsOf(saturate(pictureOf(color), factor))).toEqual([expected]);
  });

  it('changes nothing with factor 1', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        expect(difference(saturate(image, 1), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it.each([0.3, 0.9, 1.7, 10])('equals the formula in 32-bit floats for factor %f', (factor) => {
    const f = Math.fround;
    const image = noise(300, 200);
    const expected = image.data.map((sample, i) => {
      const [R, G, B] = image.data.subarray(i - (i % 3), i - (i % 3) + 3) as unknown as [number, number, number];
      const gray = (19595 * R + 38470 * G + 7471 * B + 32768) >> 16;
      return Math.min(255, Math.max(0, f(gray + f(f(factor) * (sample - gray)))));
    });
    expect(difference(saturate(image, factor), ndarray(expected, image.shape))).toMatchObject({ max: 0 });
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), fc.double({ min: 0, max: 10, noNaN: true }), (image, factor) => {
        expect(difference(saturate(image, factor), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('reads and writes any strides, also onto its input', () => {
    expectAnyLayout(noise(7, 5), (view, out) => saturate(view, 0.4, out));
    expectInPlace(noise(7, 5), (view, out) => saturate(view, 1.4, out));
  });

  it.each([-0.1, 11, Number.NaN])('refuses a factor of %d', (factor) => {
    expect(() => saturate(noise(2, 2), factor)).toThrow(`factor must be a number from 0 to 10, got ${factor}.`);
  });
});
