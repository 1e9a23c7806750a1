import { createFloatImage, createRgbImage, type RgbImage, resizeTorchBilinear, toContiguous } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGrayInputKernel } from './gray-input.ts';
import { decodeSrgb, encodeSrgb } from './srgb.ts';

/** Pictures of a few pixels, gray and coloured. */
const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => createRgbImage(width, height, data)),
  );

describe('createGrayInputKernel', () => {
  it.each([0, 1, 10, 11, 128, 254, 255])('keeps a gray of %d, which its three channels share to 4e-5', (code) => {
    const out = grayInput(createRgbImage(5, 4, new Uint8Array(60).fill(code)), 32);
    for (const value of out) expect(Math.abs(value - code / 255)).toBeLessThan(5e-5);
  });

  it('computes what the formulas say', () => {
    fc.assert(
      fc.property(pictures, fc.constantFrom(1, 7, 32), (image, size) => {
        const floats = createFloatImage(image.shape[1]!, image.shape[0]!, 3);
        image.data.forEach((code, i) => {
          floats.data[i] = code / 255;
        });
        const small = resizeTorchBilinear(floats, { width: size, height: size }).data;
        const out = grayInput(image, size);
        for (let n = 0; n < size * size; n++) {
          const [r, g, b] = [0, 1, 2].map((channel) => decodeSrgb(small[3 * n + channel]!)) as [number, number, number];
          const gray = Math.min(1, encodeSrgb(0.212671 * r + 0.71516 * g + 0.072169 * b));
          // 4e-5 for the matrices' digits.
          for (let plane = 0; plane < 3; plane++) {
            expect(Math.abs(out[n + plane * size * size]! - gray)).toBeLessThan(5e-5);
          }
        }
      }),
    );
  });

  it('sees a part of a picture, turned, as it sees a copy of it', () => {
    fc.assert(
      fc.property(pictures, (image) => {
        const [height, width] = image.shape as [number, number, number];
        const turned = image.transpose(1, 0, 2).step(-1, 1, 1) as RgbImage;
        const copy = createRgbImage(height, width, toContiguous(turned));
        expect(grayInput(turned, 16)).toEqual(grayInput(copy, 16));
      }),
    );
  });

  it('takes pictures of several sizes one after the other', () => {
    const kernel = createGrayInputKernel(8);
    const [first, second] = [createRgbImage(3, 9, new Uint8Array(81).fill(200)), createRgbImage(30, 2)];
    const out = new Float32Array(3 * 64);
    kernel(first, out);
    const before = out.slice();
    kernel(second, out);
    expect(Math.max(...out)).toBe(0);
    kernel(first, out);
    expect(out).toEqual(before);
  });
});

function grayInput(image: RgbImage, size: number): Float32Array {
  const out = new Float32Array(3 * size * size).fill(Number.NaN);
  createGrayInputKernel(size)(image, out);
  return out;
}
