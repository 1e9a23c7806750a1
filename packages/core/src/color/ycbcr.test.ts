import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlane, type Plane } from '../image.ts';
import { difference } from '../testing/golden.ts';
import { colorsOf, expectAnyLayout, layouts, noise, pictureOf, rgbImages } from '../testing/images.ts';
import { type BitDepth, COLOR_MATRICES, type ColorMatrix, type YcbcrFormat, ycbcrCoding } from './matrix.ts';
import { rgbToYcbcr, ycbcrToRgb } from './ycbcr.ts';

const FORMATS = (Object.keys(COLOR_MATRICES) as ColorMatrix[]).flatMap((matrix) =>
  (['limited', 'full'] as const).flatMap((range) =>
    ([8, 10, 12, 16] as BitDepth[]).map((bitDepth): YcbcrFormat => ({ matrix, range, bitDepth })),
  ),
);

describe('rgbToYcbcr', () => {
  const primaries = pictureOf([255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]);

  // The luma codes of 100% colour bars.
  it.each([
    [{ matrix: 'bt601', range: 'limited' }, [81, 145, 41, 235, 16]],
    [{ matrix: 'bt709', range: 'limited' }, [63, 173, 32, 235, 16]],
    [{ matrix: 'bt470bg', range: 'full' }, [76, 150, 29, 255, 0]],
    [{ matrix: 'bt2020', range: 'limited', bitDepth: 10 }, [294, 658, 116, 940, 64]],
    [{ matrix: 'bt709', range: 'full', bitDepth: 16 }, [13933, 46871, 4732, 65535, 0]],
  ] as [YcbcrFormat, number[]][])('codes the luma of colour bars in %j', (format, luma) => {
    expect([...rgbToYcbcr(primaries, format).y.data]).toEqual(luma);
  });

  it.each(FORMATS)('rounds luma from the formula: $matrix $range $bitDepth', (format) => {
    const { kr, kg, kb, lumaOffset, lumaScale } = ycbcrCoding(format);
    fc.assert(
      fc.property(rgbImages(5), (image) => {
        const { y } = rgbToYcbcr(image, format);
        for (const [n, [R, G, B]] of colorsOf(image).entries()) {
          const exact = lumaOffset + (lumaScale * (kr * R! + kg * G! + kb * B!)) / 255;
          // Half a code, and what the fixed point's last bit is worth at 16 bits.
          expect(Math.abs(y.data[n]! - exact)).toBeLessThan(0.51);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('writes any strides', () => {
    expectAnyLayout(noise(5, 4), (view, out) => {
      const [cb, cr] = [createPlane(5, 4, new Uint8Array(20)), createPlane(5, 4, new Uint8Array(20))];
      return rgbToYcbcr(view, { matrix: 'bt709', range: 'full' }, out && { y: out, cb, cr }).y as Plane;
    });
  });
});

describe('ycbcrToRgb', () => {
  it.each(FORMATS)('gives back what rgbToYcbcr took: $matrix $range $bitDepth', (format) => {
    // 8 bits lose a step or two (limited range has 219 luma codes for 256 values); 10 and more lose nothing.
    const tolerance = format.bitDepth === 8 ? (format.range === 'limited' ? 2 : 1) : 0;
    fc.assert(
      fc.property(rgbImages(5), (image) => {
        const back = ycbcrToRgb(rgbToYcbcr(image, format), format);
        expect(difference(back, image, tolerance)).toMatchObject({ beyond: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('clips codes that stand for more than white or less than black', () => {
    const plane = (...codes: number[]) => createPlane(3, 1, Uint8Array.from(codes));
    const planes = { y: plane(255, 0, 128), cb: plane(128, 128, 255), cr: plane(128, 128, 255) };
    const [white, black, magenta] = colorsOf(ycbcrToRgb(planes, { matrix: 'bt709', range: 'limited' }));
    expect(white).toEqual([255, 255, 255]);
    expect(black).toEqual([0, 0, 0]);
    expect([magenta![0], magenta![2]]).toEqual([255, 255]);
  });

  it('reads and writes any strides', () => {
    const format = { matrix: 'bt601', range: 'limited' } as const;
    const { y, cb, cr } = rgbToYcbcr(noise(5, 4), format);
    expectAnyLayout(y as Plane, (view, out) => ycbcrToRgb({ y: view, cb, cr }, format, out));
    const expected = ycbcrToRgb({ y, cb, cr }, format);
    for (const view of Object.values(layouts(cb))) {
      expect(difference(ycbcrToRgb({ y, cb: view, cr }, format), expected)).toMatchObject({ max: 0 });
    }
    for (const view of Object.values(layouts(cr))) {
      expect(difference(ycbcrToRgb({ y, cb, cr: view }, format), expected)).toMatchObject({ max: 0 });
    }
  });

  it('refuses planes of two sizes', () => {
    const planes = rgbToYcbcr(noise(4, 4), { matrix: 'bt709', range: 'full' });
    const cr = createPlane(2, 4, new Uint8Array(8));
    expect(() => ycbcrToRgb({ ...planes, cr }, { matrix: 'bt709', range: 'full' })).toThrow(
      'planes.y and planes.cr must have the same shape, got [4, 4] and [4, 2].',
    );
  });

  it('refuses words for 8 bits', () => {
    const planes = rgbToYcbcr(noise(4, 4), { matrix: 'bt709', range: 'full', bitDepth: 10 });
    expect(() => ycbcrToRgb(planes, { matrix: 'bt709', range: 'full' })).toThrow(
      'planes.y must hold its samples in a Uint8Array, got Uint16Array.',
    );
  });
});
