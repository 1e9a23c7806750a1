import { createRgbImage, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { noise, rgbImages } from '../../../core/src/testing/images.ts';
import { meanLuma } from '../luma/mean-luma.ts';
import { boundChroma } from './bound-chroma.ts';
import { neutralBounds, texturedBounds } from './chroma-bounds.ts';

const backwards = (image: RgbImage) => image.step(-1, -1) as RgbImage;

describe('boundChroma', () => {
  it('returns the mean luma of what it writes', () => {
    fc.assert(
      fc.property(rgbImages(20), fc.constantFrom(neutralBounds(0.2), texturedBounds(10, 60)), (image, bounds) => {
        const [height, width] = image.shape as [number, number];
        const result = createRgbImage(width, height);
        expect(boundChroma(image, backwards(image), bounds, 0.7, result)).toBe(meanLuma(result));
      }),
    );
  });

  it.each([2045, 2046, 2047, 4093, 5000])('finds the texture of rows of %d pixels as that of columns', (width) => {
    // A Laplacian is the same along rows as along columns, and columns are never cut into strips.
    const rows = noise(width, 3);
    const columns = rows.transpose(1, 0, 2);
    const [wide, tall] = [createRgbImage(width, 3), createRgbImage(3, width)];
    boundChroma(rows, backwards(rows), texturedBounds(4, 50), 1, wide);
    boundChroma(columns, backwards(columns), texturedBounds(4, 50), 1, tall);
    expect(difference(wide, tall.transpose(1, 0, 2))).toMatchObject({ max: 0 });
  });
});
