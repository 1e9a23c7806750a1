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
import { hsvToRgb, rgbToHsv } from './hsv.ts';

describe('rgbToHsv', () => {
  // Values of OpenCV's cvtColor.
  it.each([
    [
      [255, 0, 0],
      [0, 255, 255],
    ],
    [
      [0, 255, 0],
      [60, 255, 255],
    ],
    [
      [0, 0, 255],
      [120, 255, 255],
    ],
    [
      [200, 30, 77],
      [172, 217, 200],
    ],
    [
      [12, 200, 190],
      [88, 240, 200],
    ],
    [
      [255, 200, 1],
      [24, 254, 255],
    ],
  ] as [[number, number, number], number[]][])('turns %j into %j', (rgb, hsv) => {
    expect(colorsOf(rgbToHsv(pictureOf(rgb)))).toEqual([hsv]);
  });

  it('gives gray hue 0, saturation 0 and its own value', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        expect(colorsOf(rgbToHsv(image))).toEqual(colorsOf(image).map(([gray]) => [0, 0, gray]));
      }),
    );
  });

  it('keeps hue under 180', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        for (const [hue] of colorsOf(rgbToHsv(image))) expect(hue).toBeLessThan(180);
      }),
    );
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), rgbToHsv));

  it('can write onto its input', () => expectInPlace(noise(5, 4), rgbToHsv));
});

describe('hsvToRgb', () => {
  // Values of OpenCV's cvtColor on a row of 32 pixels.
  it.each([
    [
      [0, 255, 255],
      [255, 0, 0],
    ],
    [
      [30, 255, 255],
      [255, 255, 0],
    ],
    [
      [60, 255, 255],
      [0, 255, 0],
    ],
    [
      [90, 255, 255],
      [0, 254, 255],
    ],
    [
      [120, 255, 255],
      [0, 0, 255],
    ],
    [
      [150, 255, 255],
      [255, 0, 254],
    ],
    [
      [179, 100, 200],
      [200, 121, 124],
    ],
    [
      [15, 77, 201],
      [201, 170, 140],
    ],
  ] as [[number, number, number], number[]][])('turns %j into %j', (hsv, rgb) => {
    expect(colorsOf(hsvToRgb(pictureOf(hsv)))).toEqual([rgb]);
  });

  it('keeps gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        expect(colorsOf(hsvToRgb(rgbToHsv(image)))).toEqual(colorsOf(image));
      }),
    );
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), hsvToRgb));

  it('can write onto its input', () => expectInPlace(noise(5, 4), hsvToRgb));
});
