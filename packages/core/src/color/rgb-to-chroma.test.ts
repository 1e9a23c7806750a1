import fc from 'fast-check';
import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import { createPlane } from '../image.ts';
import { difference } from '../testing/golden.ts';
import { expectAnyLayout, grayImages, noise, pictureOf, rgbImages } from '../testing/images.ts';
import { type BitDepth, COLOR_MATRICES, type ColorMatrix, type YcbcrFormat, ycbcrCoding } from './matrix.ts';
import { rgbToChroma } from './rgb-to-chroma.ts';

const FORMATS = (Object.keys(COLOR_MATRICES) as ColorMatrix[]).flatMap((matrix) =>
  (['limited', 'full'] as const).flatMap((range) =>
    ([8, 10, 12, 16] as BitDepth[]).map((bitDepth): YcbcrFormat => ({ matrix, range, bitDepth })),
  ),
);

describe('rgbToChroma', () => {
  const primaries = pictureOf([255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]);

  // The codes of 100% colour bars: BT.601 and BT.709 in 8-bit video, JPEG, and BT.2020 in 10-bit video.
  it.each([
    [{ matrix: 'bt601', range: 'limited' }, [90, 54, 240, 128, 128], [240, 34, 110, 128, 128]],
    [{ matrix: 'bt709', range: 'limited' }, [102, 42, 240, 128, 128], [240, 26, 118, 128, 128]],
    [{ matrix: 'smpte170m', range: 'full' }, [85, 44, 255, 128, 128], [255, 21, 107, 128, 128]],
    [{ matrix: 'bt2020', range: 'limited', bitDepth: 10 }, [387, 189, 960, 512, 512], [960, 100, 476, 512, 512]],
  ] as [YcbcrFormat, number[], number[]][])('codes colour bars in %j', (format, cb, cr) => {
    const planes = rgbToChroma(primaries, format);
    expect([...planes.cb.data]).toEqual(cb);
    expect([...planes.cr.data]).toEqual(cr);
  });

  it.each(FORMATS)('rounds from the formula, and clips to the codes: $matrix $range $bitDepth', (format) => {
    const { kr, kg, kb, neutral, chromaScale, maxCode } = ycbcrCoding(format);
    fc.assert(
      fc.property(rgbImages(5), (image) => {
        const { cb, cr } = rgbToChroma(image, format);
        for (let n = 0; n < cb.size; n++) {
          const [R, G, B] = [...image.data.subarray(3 * n, 3 * n + 3)].map((code) => code / 255) as [
            number,
            number,
            number,
          ];
          const Y = kr * R + kg * G + kb * B;
          const exactCb = Math.min(maxCode, neutral + (chromaScale * (B - Y)) / (2 * (1 - kb)));
          const exactCr = Math.min(maxCode, neutral + (chromaScale * (R - Y)) / (2 * (1 - kr)));
          // Half a code, and what the fixed point's last bit is worth at 16 bits.
          expect(Math.abs(cb.data[n]! - exactCb)).toBeLessThan(0.51);
          expect(Math.abs(cr.data[n]! - exactCr)).toBeLessThan(0.51);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each(FORMATS)('gives gray the neutral code exactly: $matrix $range $bitDepth', (format) => {
    const neutral = 2 ** (format.bitDepth! - 1);
    fc.assert(
      fc.property(grayImages(), (image) => {
        const { cb, cr } = rgbToChroma(image, format);
        expect(cb.data.every((code) => code === neutral)).toBe(true);
        expect(cr.data.every((code) => code === neutral)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps video codes inside 16..240', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        for (const plane of Object.values(rgbToChroma(image, { matrix: 'bt709', range: 'limited' }))) {
          expect(plane.data.every((code: number) => code >= 16 && code <= 240)).toBe(true);
        }
      }),
    );
  });

  it('reads and writes any strides', () => {
    const format = { matrix: 'bt709', range: 'limited', bitDepth: 10 } as const;
    const image = noise(5, 4);
    expectAnyLayout<Uint8Array, Uint16Array>(image, (view, out) => {
      const cr = createPlane(5, 4, new Uint16Array(20));
      return rgbToChroma(view, format, out && { cb: out, cr }).cb as NdArray<Uint16Array>;
    });
    expectAnyLayout<Uint8Array, Uint16Array>(image, (view, out) => {
      const cb = createPlane(5, 4, new Uint16Array(20));
      return rgbToChroma(view, format, out && { cb, cr: out }).cr as NdArray<Uint16Array>;
    });
  });

  it('refuses bytes for 10 bits', () => {
    const out = { cb: createPlane(4, 4, new Uint8Array(16)), cr: createPlane(4, 4, new Uint8Array(16)) };
    expect(() => rgbToChroma(noise(4, 4), { matrix: 'bt709', range: 'full', bitDepth: 10 }, out)).toThrow(
      'out.cb must hold its samples in a Uint16Array, got Uint8Array.',
    );
  });

  it('writes two planes that lie side by side in one buffer', () => {
    const format = { matrix: 'bt709', range: 'limited' } as const;
    const pair = ndarray(new Uint8Array(40), [4, 10]);
    const [cb, cr] = [pair.hi(4, 5), pair.lo(0, 5)];
    const expected = rgbToChroma(noise(5, 4), format);
    rgbToChroma(noise(5, 4), format, { cb, cr });
    expect(difference(cb, expected.cb)).toMatchObject({ max: 0 });
    expect(difference(cr, expected.cr)).toMatchObject({ max: 0 });
  });

  it('refuses to write onto its input', () => {
    const image = noise(4, 4);
    const cr = createPlane(4, 4, image.data.subarray(4, 20));
    const cb = createPlane(4, 4, new Uint8Array(16));
    expect(() => rgbToChroma(image, { matrix: 'bt709', range: 'full' }, { cb, cr })).toThrow(
      'out.cr shares memory with image',
    );
  });

  it.each([
    [{ matrix: 'bt999', range: 'full' }, 'options.matrix must be one of bt601, bt470bg'],
    [{ matrix: 'toString', range: 'full' }, 'options.matrix must be one of'],
    [{ matrix: 'bt709' }, "options.range must be 'limited' or 'full', got undefined."],
    [{ matrix: 'bt709', range: 'full', bitDepth: 9 }, 'options.bitDepth must be 8, 10, 12 or 16, got 9.'],
  ])('refuses %j', (format, message) => {
    expect(() => rgbToChroma(noise(2, 2), format as YcbcrFormat)).toThrow(message);
  });
});
