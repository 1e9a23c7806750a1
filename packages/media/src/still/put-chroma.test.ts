import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChromaRows, putChroma } from './put-chroma.ts';

/** One chroma for all pixels of a row. */
function constant(width: number, blueMinusLuma: number, redMinusLuma: number): ChromaRows {
  const row = new Float32Array(width * 2);
  for (let i = 0; i < row.length; i += 2) row.set([blueMinusLuma, redMinusLuma], i);
  return { rows: [row, row, row, row], weights: [0, 1, 0, 0] };
}

const lumaOf = (r: number, g: number, b: number) => 0.299 * r + 0.587 * g + 0.114 * b;

describe('putChroma', () => {
  // Worked by hand: R = Y + v, B = Y + u, G = (Y - 0.299 R - 0.114 B) / 0.587.
  it.each([
    ['colours a gray pixel', [100, 100, 100], -20, 50, [150, 78, 80]],
    ['replaces the chroma of a coloured one', [200, 50, 30], 10, 0, [93, 90, 103]],
    ['turns a coloured pixel gray', [200, 50, 30], 0, 0, [93, 92, 93]],
    ['draws red that is too bright towards neutral', [250, 250, 250], -20, 50, [255, 248, 248]],
    ['draws blue that is too dark towards neutral', [10, 10, 10], -40, 20, [15, 9, 0]],
    ['leaves black black', [0, 0, 0], 90, -90, [0, 0, 0]],
    ['leaves white white', [255, 255, 255], 90, -90, [255, 255, 255]],
  ])('%s', (_, pixel, blue, red, expected) => {
    const pixels = Uint8Array.from(pixel);
    putChroma(pixels, 0, 1, 3, constant(1, blue, red));
    expect([...pixels]).toEqual(expected);
  });

  it('scales chroma to 16 bits', () => {
    const pixels = new Uint16Array([25700, 25700, 25700]); // 100 * 257
    putChroma(pixels, 0, 1, 3, constant(1, -20, 50));
    // 150 * 257, (25700 - 0.299 * 38550 - 0.114 * 20560) / 0.587 = 20153.0, 80 * 257
    expect([...pixels]).toEqual([38550, 20153, 20560]);
  });

  it('leaves alpha and all other rows alone', () => {
    const pixels = Uint8Array.from([1, 2, 3, 4, 100, 100, 100, 77, 100, 100, 100, 255, 5, 6, 7, 8]);
    putChroma(pixels, 4, 2, 4, constant(2, -20, 50));
    expect([...pixels]).toEqual([1, 2, 3, 4, 150, 78, 80, 77, 150, 78, 80, 255, 5, 6, 7, 8]);
  });

  it('blends four rows by their weights', () => {
    const rows = [10, 20, 30, 40].map((value) => Float32Array.of(value, 0));
    const pixels = Uint8Array.from([128, 128, 128]);
    putChroma(pixels, 0, 1, 3, { rows: rows as never, weights: [0.1, 0.2, 0.3, 0.4] });
    expect(pixels[2]).toBe(128 + 30); // 1 + 4 + 9 + 16
  });

  describe.each([
    [8, 255, Uint8Array],
    [16, 65535, Uint16Array],
  ] as const)('at %i bits', (_, maximum, Samples) => {
    const chroma = fc.double({ min: -300, max: 300, noNaN: true });
    const sample = fc.integer({ min: 0, max: maximum });

    it('keeps the luma of every gray pixel exactly, whatever the chroma', () => {
      fc.assert(
        fc.property(sample, chroma, chroma, (gray, blue, red) => {
          const pixels = new Samples([gray, gray, gray]);
          putChroma(pixels, 0, 1, 3, constant(1, blue, red));
          expect(Math.round(lumaOf(pixels[0]!, pixels[1]!, pixels[2]!))).toBe(gray);
        }),
        { numRuns: 2000 },
      );
    });

    it('keeps the luma of every pixel within 0.2935 steps', () => {
      fc.assert(
        fc.property(sample, sample, sample, chroma, chroma, (r, g, b, blue, red) => {
          const pixels = new Samples([r, g, b]);
          putChroma(pixels, 0, 1, 3, constant(1, blue, red));
          // Half a step of G, whose weight is 0.587; 1e-9 for the sums.
          expect(Math.abs(lumaOf(pixels[0]!, pixels[1]!, pixels[2]!) - lumaOf(r, g, b))).toBeLessThan(0.2935 + 1e-9);
        }),
        { numRuns: 2000 },
      );
    });

    it('makes colours that do not fit paler and keeps their hue', () => {
      fc.assert(
        fc.property(sample, chroma, chroma, (gray, blue, red) => {
          const pixels = new Samples([gray, gray, gray]);
          putChroma(pixels, 0, 1, 3, constant(1, blue, red));
          const [r, , b] = pixels as unknown as [number, number, number];
          const scale = maximum / 255;
          // The same factor on both differences, but for half a step of rounding on each.
          const cross = (b - gray) * red * scale - (r - gray) * blue * scale;
          expect(Math.abs(cross)).toBeLessThanOrEqual(0.5 * scale * (Math.abs(red) + Math.abs(blue)) + 1e-6 * scale);
          expect(Math.abs(b - gray)).toBeLessThanOrEqual(Math.abs(blue * scale) + 0.5 + 1e-6);
          expect(Math.abs(r - gray)).toBeLessThanOrEqual(Math.abs(red * scale) + 0.5 + 1e-6);
        }),
        { numRuns: 2000 },
      );
    });
  });
});
