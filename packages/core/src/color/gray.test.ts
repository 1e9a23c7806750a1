import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlane } from '../image.ts';
import { colorsOf, expectAnyLayout, grayImages, noise, pictureOf, rowsOf } from '../testing/images.ts';
import { rgbToGray } from './gray.ts';

describe('rgbToGray', () => {
  it('gives the values of OpenCV', () => {
    const image = pictureOf([255, 0, 0], [0, 255, 0], [0, 0, 255], [200, 30, 77], [255, 255, 255]);
    expect(rowsOf(rgbToGray(image))).toEqual([[76, 150, 29, 86, 255]]);
  });

  it('keeps gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        expect([...rgbToGray(image).data]).toEqual(colorsOf(image).map(([gray]) => gray));
      }),
    );
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), rgbToGray));

  it('refuses to write onto its input', () => {
    const image = noise(4, 4);
    const out = createPlane(4, 4, image.data.subarray(0, 16));
    expect(() => rgbToGray(image, out)).toThrow('out shares memory with image');
  });
});
