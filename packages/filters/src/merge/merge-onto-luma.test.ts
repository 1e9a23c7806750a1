import { createRgbImage, replaceLuma, resizeSpline64, rgbToYuv } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { expectInPlace, noise } from '../../../core/src/testing/images.ts';
import { mergeImages } from './merge-images.ts';
import { mergeOntoLuma } from './merge-onto-luma.ts';
import { MERGE_METHODS, type MergeOptions } from './merge-options.ts';
import { unlikePair } from './testing.ts';
import { workingSquare } from './working-square.ts';

describe('mergeOntoLuma', () => {
  it.each(MERGE_METHODS)('ends with the luma of the donor: %s', (method) => {
    const luma = createRgbImage(
      4,
      4,
      Uint8Array.from({ length: 48 }, (_, n) => 90 + 4 * Math.floor(n / 3)),
    );
    const [first, second] = [0, 1].map((which) =>
      createRgbImage(
        4,
        4,
        Uint8Array.from({ length: 48 }, (_, n) => [120, 110, 100][(n + which) % 3]!),
      ),
    );
    const merged = mergeOntoLuma(luma, first!, second!, { merge: { method } as MergeOptions });
    const Y = rgbToYuv(merged).data.filter((_, n) => n % 3 === 0);
    expect([...Y]).toEqual(Array.from({ length: 16 }, (_, n) => 90 + 4 * n));
  });

  it('enlarges the colours of smaller pictures', () => {
    const luma = noise(14, 10);
    const [first, second] = unlikePair();
    const merge = { method: 'simple' } as const;
    const expected = replaceLuma(luma, resizeSpline64(mergeImages(first, second, merge), { width: 14, height: 10 }));
    expect(difference(mergeOntoLuma(luma, first, second, { merge }), expected)).toMatchObject({ max: 0 });
  });

  it('can merge in a square, as the original does', () => {
    const luma = noise(300, 20);
    const merged = mergeOntoLuma(luma, luma, luma, { merge: { method: 'simple' }, workingSize: 'square' });
    expect(merged.shape).toEqual([20, 300, 3]);
  });

  it('can write onto the luma donor', () => {
    const [first, second] = unlikePair();
    expectInPlace(noise(7, 5), (view, out) => mergeOntoLuma(view, first, second, { merge: { method: 'simple' } }, out));
  });

  it('refuses a working size that it does not know', () => {
    const [first, second] = unlikePair();
    const options = { merge: { method: 'simple' }, workingSize: 'tiny' as 'full' } as const;
    expect(() => mergeOntoLuma(first, first, second, options)).toThrow('options.workingSize must be one of');
  });
});

describe('workingSquare', () => {
  it.each([
    [96, 512, 96],
    [300, 512, 256],
    [854, 512, 336],
    [1920, 512, 512],
    [1920, 768, 768],
    [4096, 768, 768],
  ])('of a width of %i and at most %i is %i', (width, largest, side) => {
    expect(workingSquare(width, largest)).toBe(side);
  });
});
