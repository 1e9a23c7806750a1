import { createRgbImage, resizeArea, rgbToLuma } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, noise, pictureOf, rgbImages, rowsOf } from '../../../core/src/testing/images.ts';
import { sceneLuma, sceneLumaSize } from './scene-luma.ts';

describe('sceneLuma', () => {
  it.each([
    ['black', [0, 0, 0], 0, 16],
    ['white', [255, 255, 255], 255, 235],
    ['gray', [128, 128, 128], 128, 126],
    ['red', [255, 0, 0], 54, 63],
    ['green', [0, 255, 0], 182, 173],
    ['blue', [0, 0, 255], 18, 32],
  ] as const)('gives BT.709 luma of %s in both ranges', (_, color, full, limited) => {
    expect(rowsOf(sceneLuma(pictureOf(color)))).toEqual([[full]]);
    expect(rowsOf(sceneLuma(pictureOf(color), { range: 'limited' }))).toEqual([[limited]]);
  });

  it.each([
    [854, 480, 512, 288],
    [1920, 1080, 512, 288],
    [480, 640, 360, 480],
    [512, 480, 512, 480],
    [96, 70, 96, 70],
    [4000, 2, 512, 1],
  ])('fits %dx%d into 512x480 as %dx%d', (width, height, fitWidth, fitHeight) => {
    expect(sceneLumaSize(width, height)).toEqual({ width: fitWidth, height: fitHeight });
  });

  it('is the mean of areas where it shrinks, within 1 (rounded once, not twice)', () => {
    const image = noise(61, 37);
    const size = sceneLumaSize(61, 37, { maxWidth: 20 });
    const expected = resizeArea(rgbToLuma(image, { matrix: 'bt709' }), size);
    expect(difference(sceneLuma(image, { maxWidth: 20 }), expected, 1)).toMatchObject({ beyond: 0 });
  });

  it('is the mean of areas of wide pictures too', () => {
    const image = noise(5001, 3);
    const expected = resizeArea(rgbToLuma(image, { matrix: 'bt709' }), sceneLumaSize(5001, 3, { maxWidth: 4000 }));
    expect(difference(sceneLuma(image, { maxWidth: 4000 }), expected, 1)).toMatchObject({ beyond: 0 });
  });

  it('keeps a flat picture flat at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 255 }),
        (width, height, maxWidth, value) => {
          const image = createRgbImage(width, height, new Uint8Array(width * height * 3).fill(value));
          const { data } = sceneLuma(image, { maxWidth });
          expect([Math.min(...data), Math.max(...data)]).toEqual([value, value]);
        },
      ),
    );
  });

  it('reads and writes any layout of memory', () => {
    expectAnyLayout(noise(23, 17), (image, out) => sceneLuma(image, {}, out));
    expectAnyLayout(noise(23, 17), (image, out) => sceneLuma(image, { maxWidth: 9, range: 'limited' }, out));
  });

  it('stays between the darkest and the brightest channel', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const { data } = sceneLuma(image, { maxWidth: 3 });
        expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...image.data));
        expect(Math.max(...data)).toBeLessThanOrEqual(Math.max(...image.data));
      }),
    );
  });

  it.each([
    [{ maxWidth: 0 }, 'options.maxWidth'],
    [{ maxHeight: Number.NaN }, 'options.maxHeight'],
    [{ range: 'tv' as 'full' }, 'options.range'],
  ])('refuses %o and names it', (options, name) => {
    expect(() => sceneLuma(noise(4, 4), options)).toThrow(name);
  });

  it('refuses an output that shares the picture’s memory, or has another size', () => {
    const image = noise(4, 4);
    expect(() => sceneLuma(image, {}, ndarray(image.data.subarray(0, 16), [4, 4]))).toThrow('shares memory');
    expect(() => sceneLuma(image, {}, ndarray(new Uint8Array(9), [3, 3]))).toThrow('same shape');
  });
});
