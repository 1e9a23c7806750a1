import { createRgbImage, type RgbImage, rgbToLuma, sizeOf } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { stripes } from './testing/color-pictures.ts';
import { fullPicture, workingPicture } from './working-picture.ts';

/** Gray with fine detail: every other column 20 brighter. */
function finePicture(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  for (let n = 0; n < width * height; n++) {
    image.data.fill(100 + Math.floor((60 * (n % width)) / width) + 20 * (n % 2), 3 * n, 3 * n + 3);
  }
  return image;
}

const lumas = (image: RgbImage) => [...rgbToLuma(image, { matrix: 'bt601' }).data];
const largestDifference = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));

/** The same picture with red added and blue taken away. */
function tinted(image: RgbImage, brighter = 0): RgbImage {
  const { width, height } = sizeOf(image);
  const result = createRgbImage(width, height);
  for (let i = 0; i < image.data.length; i += 3) {
    result.data[i] = image.data[i]! + 30 + brighter;
    result.data[i + 1] = image.data[i + 1]! - 10 + brighter;
    result.data[i + 2] = image.data[i + 2]! - 27 + brighter;
  }
  return result;
}

describe('workingPicture', () => {
  it.each([
    [640, 480, 240, 320, 240],
    [480, 640, 240, 240, 320],
    [640, 480, 480, 640, 480],
    [100, 50, 480, 100, 50],
    [3000, 17, 16, 2824, 16],
    [200, 100, 'full', 200, 100],
  ] as const)('of %dx%d at %s is %dx%d', (width, height, size, toWidth, toHeight) => {
    const gray = createRgbImage(width, height);
    expect(sizeOf(workingPicture(gray, { size }))).toEqual({ width: toWidth, height: toHeight });
  });

  it('averages areas', () => {
    const working = workingPicture(stripes(64, 64, [10, 10, 10], [30, 30, 30]), { size: 16 });
    expect([...new Set(working.data)]).toEqual([10, 30]);
  });
});

describe('fullPicture', () => {
  const gray = finePicture(96, 64);
  const working = workingPicture(gray, { size: 32 });

  it("puts enlarged colours on the source's own luma", () => {
    const full = fullPicture(gray, working, tinted(working), { luma: 'source' });
    expect(sizeOf(full)).toEqual({ width: 96, height: 64 });
    // Chroma of 8 bits, there and back.
    expect(largestDifference(lumas(full), lumas(gray))).toBeLessThanOrEqual(1);
    expect(full.data[0]! - full.data[1]!).toBeGreaterThan(35);
    expect(full.data[0]! - full.data[1]!).toBeLessThan(45);
  });

  it("keeps the source's luma at equal size too, whatever the colours' own", () => {
    const full = fullPicture(gray, gray, tinted(gray, 25), { luma: 'source' });
    expect(largestDifference(lumas(full), lumas(gray))).toBeLessThanOrEqual(1);
  });

  it('takes over a change of tone, with all detail', () => {
    const full = fullPicture(gray, working, tinted(working, 25), { luma: 'toned' });
    // 30 x 0.299 - 10 x 0.587 - 27 x 0.114 = 0.02: the tint alone leaves luma as it is.
    const wanted = lumas(gray).map((value) => value + 25);
    expect(largestDifference(lumas(full), wanted)).toBeLessThanOrEqual(2);
    const same = tinted(gray, 25);
    expect(fullPicture(gray, gray, same, { luma: 'toned' })).toBe(same);
  });

  it('gives gray back for no colours', () => {
    expect(fullPicture(gray, working, working, { luma: 'source' }).data).toEqual(gray.data);
    expect(fullPicture(gray, working, working, { luma: 'toned' }).data).toEqual(gray.data);
  });
});
