import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../testing/images.ts';
import { rgbToYuv, yuvToRgb } from './yuv.ts';

describe('rgbToYuv', () => {
  // Values of OpenCV's cvtColor.
  it.each([
    [
      [255, 0, 0],
      [76, 91, 255],
    ],
    [
      [0, 255, 0],
      [150, 54, 0],
    ],
    [
      [0, 0, 255],
      [29, 239, 103],
    ],
    [
      [200, 30, 77],
      [86, 124, 228],
    ],
    [
      [12, 200, 190],
      [143, 151, 13],
    ],
  ] as [[number, number, number], number[]][])('turns %j into %j', (rgb, yuv) => {
    expect(colorsOf(rgbToYuv(pictureOf(rgb)))).toEqual([yuv]);
  });

  it('gives gray its own value as Y, and no colour', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        expect(colorsOf(rgbToYuv(image))).toEqual(colorsOf(image).map(([gray]) => [gray, 128, 128]));
      }),
    );
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), rgbToYuv));

  it('can write onto its input', () => expectInPlace(noise(5, 4), rgbToYuv));

  it('refuses a picture without three channels', () => {
    expect(() => rgbToYuv(noise(4, 4, 1))).toThrow('image must be [height, width, 3], got [4, 4].');
  });

  it('refuses an output of another size', () => {
    expect(() => rgbToYuv(noise(4, 4), noise(4, 5))).toThrow('out and image must have the same shape');
  });
});

describe('yuvToRgb', () => {
  // Values of OpenCV's cvtColor.
  it.each([
    [
      [76, 91, 255],
      [221, 17, 1],
    ],
    [
      [16, 128, 128],
      [16, 16, 16],
    ],
    [
      [100, 0, 0],
      [0, 225, 0],
    ],
    [
      [100, 255, 255],
      [245, 0, 255],
    ],
    [
      [12, 200, 190],
      [83, 0, 158],
    ],
  ] as [[number, number, number], number[]][])('turns %j into %j', (yuv, rgb) => {
    expect(colorsOf(yuvToRgb(pictureOf(yuv)))).toEqual([rgb]);
  });

  it('gives back what rgbToYuv took, within 1, where V was not clipped', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const yuv = rgbToYuv(image);
        const there = colorsOf(yuv);
        const back = colorsOf(yuvToRgb(yuv));
        for (const [n, color] of colorsOf(image).entries()) {
          if (there[n]![2] === 0 || there[n]![2] === 255) continue;
          for (let c = 0; c < 3; c++) expect(Math.abs(back[n]![c]! - color[c]!)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), yuvToRgb));

  it('can write onto its input', () => expectInPlace(noise(5, 4), yuvToRgb));
});
