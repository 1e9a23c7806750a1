import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference } from '../testing/golden.ts';
import { colorsOf, expectAnyLayout, grayImages, noise, pictureOf } from '../testing/images.ts';
import { COLOR_MATRICES, type ColorMatrix } from './matrix.ts';
import { rgbToLuma } from './rgb-to-luma.ts';
import { rgbToYcbcr } from './ycbcr.ts';

// ±1 is the golden data's own tolerance.
describeGolden('filters-vs/rgb_to_gray8_709', (golden) => {
  it.each(golden.cases)('has the luma of VapourSynth in limited range: $name', async ({ inputs, output }) => {
    const expected = await golden.readStrip(output);
    for (const [n, frame] of (await golden.readStrip(inputs[0])).entries()) {
      const { y } = rgbToYcbcr(frame, { matrix: 'bt709', range: 'limited' });
      expect(difference(y, expected[n]!.pick(null, null, 0), 1)).toMatchObject({ beyond: 0 });
    }
  });
});

describe('rgbToLuma', () => {
  // 200 kr, 200 kg and 200 kb, rounded.
  it.each([
    ['bt601', [60, 117, 23, 200]],
    ['bt709', [43, 143, 14, 200]],
    ['bt2020', [53, 136, 12, 200]],
    ['smpte240m', [42, 140, 17, 200]],
    ['fcc', [60, 118, 22, 200]],
  ] as [ColorMatrix, number[]][])('weighs red, green and blue by %s', (matrix, luma) => {
    const image = pictureOf([200, 0, 0], [0, 200, 0], [0, 0, 200], [200, 200, 200]);
    expect([...rgbToLuma(image, { matrix }).data]).toEqual(luma);
  });

  it.each(Object.keys(COLOR_MATRICES) as ColorMatrix[])('keeps gray with %s', (matrix) => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        expect([...rgbToLuma(image, { matrix }).data]).toEqual(colorsOf(image).map(([gray]) => gray));
      }),
      { numRuns: 20 },
    );
  });

  it('reads and writes any strides', () => {
    expectAnyLayout(noise(5, 4), (view, out) => rgbToLuma(view, { matrix: 'bt709' }, out));
  });
});
