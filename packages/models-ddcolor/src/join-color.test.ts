import {
  createFloatImage,
  createRgbImage,
  labToRgb,
  type RgbImage,
  resizeTorchBilinear,
  rgbToLab,
  toContiguous,
} from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJoinKernel } from './join-color.ts';

const SIZE = 4;

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }), gray: fc.boolean() })
  .chain(({ width, height, gray }) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) =>
        createRgbImage(width, height, gray ? data.map((_, i) => data[i - (i % 3)]!) : Uint8Array.from(data)),
      ),
  );

const colors = fc
  .array(fc.integer({ min: -1100, max: 1100 }), { minLength: 2 * SIZE * SIZE, maxLength: 2 * SIZE * SIZE })
  .map((tenths) => Float32Array.from(tenths, (value) => value / 10));

describe('createJoinKernel', () => {
  it('gives every gray back where there is no colour', () => {
    const grays = createRgbImage(256, 1);
    grays.data.forEach((_, i) => {
      grays.data[i] = Math.floor(i / 3);
    });
    expect(join(grays, new Float32Array(2 * SIZE * SIZE))).toEqual(grays.data);
  });

  it('equals the single steps that the library has for pictures of any kind', () => {
    fc.assert(
      fc.property(pictures, colors, (image, ab) => {
        const [height, width] = image.shape as [number, number, number];
        const lab = rgbToLab(image);
        const small = createFloatImage(SIZE, SIZE, 2);
        small.data.forEach((_, i) => {
          small.data[i] = ab[(i % 2) * SIZE * SIZE + Math.floor(i / 2)]!;
        });
        resizeTorchBilinear(small, { width, height }, lab.lo(0, 0, 1));
        const expected = labToRgb(lab).data;
        join(image, ab).forEach((code, i) => {
          // One level where a value lies on the edge between two codes.
          if (Math.abs(code - expected[i]!) > 1) expect.fail(`${code} instead of ${expected[i]} at ${i}`);
        });
      }),
    );
  });

  it('joins a part of a picture, turned, as it joins a copy of it', () => {
    fc.assert(
      fc.property(pictures, colors, (image, ab) => {
        const [height, width] = image.shape as [number, number, number];
        const turned = image.transpose(1, 0, 2).step(-1, 1, 1) as RgbImage;
        const copy = createRgbImage(height, width, toContiguous(turned));
        expect(join(turned, ab)).toEqual(join(copy, ab));
      }),
    );
  });

  it('takes no damage from what is no colour', () => {
    const image = createRgbImage(3, 2, new Uint8Array(18).fill(90));
    expect(join(image, new Float32Array(2 * SIZE * SIZE).fill(Number.NaN))).toHaveLength(18);
    const strong = join(image, new Float32Array(2 * SIZE * SIZE).fill(1e9));
    expect([...strong.subarray(0, 3)]).toEqual([255, 0, 255]);
  });
});

function join(image: RgbImage, ab: Float32Array): Uint8Array {
  const out = new Uint8Array(image.shape[0]! * image.shape[1]! * 3);
  createJoinKernel(SIZE)(image, ab, out);
  return out;
}
