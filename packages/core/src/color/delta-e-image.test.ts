import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { colorsOf, expectAnyLayout, layouts, noise, pictureOf, rgbImages } from '../testing/images.ts';
import { deltaE2000, type LabColor } from './delta-e.ts';
import { deltaE2000Map, meanDeltaE2000 } from './delta-e-image.ts';
import { rgbToLab } from './lab.ts';

describe('deltaE2000Map', () => {
  // 1e-3 is what the comment promises; it is a hundredth of what an eye can tell.
  it('equals the plain formula within 1e-3, pixel by pixel', () => {
    fc.assert(
      fc.property(rgbImages(6), fc.uint8Array({ minLength: 108, maxLength: 108 }), (a, bytes) => {
        const b = ndarray(bytes.slice(0, a.size), a.shape);
        const labA = colorsOf(rgbToLab(a));
        const labB = colorsOf(rgbToLab(b));
        const map = deltaE2000Map(a, b).data;
        for (let n = 0; n < map.length; n++) {
          const exact = deltaE2000(labA[n] as unknown as LabColor, labB[n] as unknown as LabColor);
          expect(Math.abs(map[n]! - exact)).toBeLessThan(1e-3);
        }
      }),
    );
  });

  it('equals the plain formula where hues are nearly opposite, or one colour is gray', () => {
    const pairs = [
      [
        [255, 0, 0],
        [0, 255, 255],
      ],
      [
        [0, 0, 255],
        [255, 255, 0],
      ],
      [
        [128, 128, 128],
        [200, 30, 40],
      ],
      [
        [0, 0, 0],
        [255, 255, 255],
      ],
      [
        [129, 128, 127],
        [127, 128, 129],
      ],
    ] as [[number, number, number], [number, number, number]][];
    const a = pictureOf(...pairs.map(([first]) => first));
    const b = pictureOf(...pairs.map(([, second]) => second));
    const map = deltaE2000Map(a, b).data;
    const labA = colorsOf(rgbToLab(a)) as unknown as LabColor[];
    const labB = colorsOf(rgbToLab(b)) as unknown as LabColor[];
    for (const n of pairs.keys()) expect(Math.abs(map[n]! - deltaE2000(labA[n]!, labB[n]!))).toBeLessThan(1e-3);
  });

  it('reads and writes any strides', () => {
    const other = noise(5, 4).transpose(0, 1, 2);
    const image = ndarray(Uint8Array.from(other.data).reverse(), [4, 5, 3]);
    expectAnyLayout<Uint8Array, Float32Array>(image, (view, out) => deltaE2000Map(view, other, out));
    expectAnyLayout<Uint8Array, Float32Array>(image, (view, out) => deltaE2000Map(other, view, out));
  });

  it('refuses pictures of two sizes', () => {
    expect(() => deltaE2000Map(noise(4, 4), noise(4, 3))).toThrow('a and b must have the same shape');
  });
});

describe('meanDeltaE2000', () => {
  it('is the mean of the map', () => {
    const a = noise(9, 7);
    const b = ndarray(Uint8Array.from(a.data).reverse(), [7, 9, 3]);
    const map = deltaE2000Map(a, b).data;
    const mean = map.reduce((sum, value) => sum + value, 0) / map.length;
    // The map has 32-bit floats.
    expect(Math.abs(meanDeltaE2000(a, b) - mean)).toBeLessThan(1e-5);
  });

  it('is 0 for a picture and itself, in whatever layout', () => {
    const image = noise(9, 7);
    for (const view of Object.values(layouts(image))) expect(meanDeltaE2000(image, view)).toBe(0);
  });

  it('is 100 from black to white', () => {
    const black = pictureOf([0, 0, 0], [0, 0, 0]);
    const white = pictureOf([255, 255, 255], [255, 255, 255]);
    // S_L is 1 at a mean lightness of 50.
    expect(meanDeltaE2000(black, white)).toBeCloseTo(100, 3);
  });
});
