import { createRgbImage, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { enlargeChroma } from './enlarge-chroma.ts';

/** All rows, blended: [B - Y, R - Y] of every pixel. */
function enlarge(image: RgbImage, width: number, height: number): number[][] {
  const chromaOf = enlargeChroma(image, width, height);
  return Array.from({ length: height }, (_, y) => {
    const { rows, weights } = chromaOf(y);
    return Array.from({ length: width * 2 }, (_, i) =>
      rows.reduce((sum, row, tap) => sum + row[i]! * weights[tap]!, 0),
    );
  });
}

function differences(image: RgbImage, x: number, y: number): [number, number] {
  const [r, g, b] = [0, 1, 2].map((channel) => image.get(y, x, channel)) as [number, number, number];
  const luma = 0.299 * r + 0.587 * g + 0.114 * b;
  return [b - luma, r - luma];
}

/** Keys' cubic convolution kernel with a = -1/2, by its definition. */
function keys(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
}

function naive(image: RgbImage, width: number, height: number, x: number, y: number): [number, number] {
  const [smallHeight, smallWidth] = image.shape as [number, number];
  const centerX = ((x + 0.5) * smallWidth) / width - 0.5;
  const centerY = ((y + 0.5) * smallHeight) / height - 0.5;
  const sum: [number, number] = [0, 0];
  for (let j = Math.floor(centerY) - 1; j <= Math.floor(centerY) + 2; j++) {
    for (let i = Math.floor(centerX) - 1; i <= Math.floor(centerX) + 2; i++) {
      const clampedX = Math.min(Math.max(i, 0), smallWidth - 1);
      const clampedY = Math.min(Math.max(j, 0), smallHeight - 1);
      const weight = keys(i - centerX) * keys(j - centerY);
      differences(image, clampedX, clampedY).forEach((value, index) => {
        sum[index]! += weight * value;
      });
    }
  }
  return sum;
}

const images = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => createRgbImage(width, height, Uint8Array.from(data))),
  );

describe('enlargeChroma', () => {
  it('changes nothing at equal size', () => {
    const image = createRgbImage(
      3,
      2,
      Uint8Array.from({ length: 18 }, (_, i) => (i * 53) % 256),
    );
    const rows = enlarge(image, 3, 2);
    for (let y = 0; y < 2; y++) {
      for (let x = 0; x < 3; x++) {
        const [blue, red] = differences(image, x, y);
        expect(rows[y]![x * 2]).toBeCloseTo(blue, 4); // float32 of the same sum
        expect(rows[y]![x * 2 + 1]).toBeCloseTo(red, 4);
      }
    }
  });

  it('keeps a single colour at any size', () => {
    const image = createRgbImage(
      2,
      3,
      Uint8Array.from({ length: 18 }, (_, i) => [200, 100, 50][i % 3]!),
    );
    for (const row of enlarge(image, 7, 11)) {
      for (let i = 0; i < row.length; i += 2) {
        expect(row[i]).toBeCloseTo(50 - 124.2, 3);
        expect(row[i + 1]).toBeCloseTo(200 - 124.2, 3);
      }
    }
  });

  it('agrees with the formula taken pixel by pixel', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (image, width, height) => {
        const rows = enlarge(image, width, height);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const [blue, red] = naive(image, width, height, x, y);
            // float32 weights and rows: 255 * 2^-23 for each of some twenty roundings, with room
            expect(Math.abs(rows[y]![x * 2]! - blue)).toBeLessThan(1e-3);
            expect(Math.abs(rows[y]![x * 2 + 1]! - red)).toBeLessThan(1e-3);
          }
        }
      }),
    );
  });

  it('reads a view that is cropped and transposed', () => {
    const whole = ndarray(
      Uint8Array.from({ length: 5 * 4 * 3 }, (_, i) => (i * 37) % 256),
      [5, 4, 3],
    );
    const view = whole.transpose(1, 0, 2).lo(1, 2, 0).hi(3, 2, 3);
    const copy = createRgbImage(2, 3);
    for (let y = 0; y < 3; y++) {
      for (let x = 0; x < 2; x++) for (let c = 0; c < 3; c++) copy.set(y, x, c, whole.get(x + 2, y + 1, c));
    }
    expect(enlarge(view, 5, 9)).toEqual(enlarge(copy, 5, 9));
  });
});
