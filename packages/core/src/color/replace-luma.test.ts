import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../testing/golden.ts';
import { colorsOf, expectAnyLayout, layouts, noise, pictureOf, rgbImages } from '../testing/images.ts';
import { replaceLuma } from './replace-luma.ts';
import { rgbToYuv, yuvToRgb } from './yuv.ts';

describe('replaceLuma', () => {
  it('equals exchanging Y between two conversions, bit for bit', () => {
    fc.assert(
      fc.property(rgbImages(6), fc.uint8Array({ minLength: 108, maxLength: 108 }), (luma, bytes) => {
        const color = ndarray(bytes.slice(0, luma.size), luma.shape);
        const exchanged = rgbToYuv(color);
        const Y = rgbToYuv(luma);
        for (let i = 0; i < exchanged.data.length; i += 3) exchanged.data[i] = Y.data[i]!;
        expect(difference(replaceLuma(luma, color), yuvToRgb(exchanged))).toMatchObject({ max: 0 });
      }),
    );
  });

  it('gives the luma picture back where the other one is gray', () => {
    const luma = pictureOf([10, 10, 10], [200, 200, 200], [255, 255, 255]);
    const gray = pictureOf([90, 90, 90], [0, 0, 0], [255, 255, 255]);
    expect(colorsOf(replaceLuma(luma, gray))).toEqual(colorsOf(luma));
  });

  it('keeps a colour that already has the luma, within 2', () => {
    const color = pictureOf([180, 120, 90], [60, 90, 140], [128, 100, 100]);
    expect(difference(replaceLuma(color, color), color, 2)).toMatchObject({ beyond: 0 });
  });

  it('reads and writes any strides', () => {
    const color = noise(5, 4);
    const luma = rgbToYuv(color);
    expectAnyLayout(luma, (image, out) => replaceLuma(image, color, out));
    expectAnyLayout(color, (image, out) => replaceLuma(luma, image, out));
  });

  it('can write onto either of its inputs', () => {
    const color = noise(5, 4);
    const luma = rgbToYuv(color);
    const expected = replaceLuma(luma, color);
    for (const view of Object.values(layouts(color))) {
      expect(difference(replaceLuma(luma, view, view), expected)).toMatchObject({ max: 0 });
    }
    expect(difference(replaceLuma(luma, color, luma), expected)).toMatchObject({ max: 0 });
  });

  it('refuses pictures of two sizes', () => {
    expect(() => replaceLuma(noise(4, 4), noise(4, 3))).toThrow('luma and color must have the same shape');
  });
});
