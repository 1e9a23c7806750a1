import fc from 'fast-check';
import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import type { Samples } from '../kernel-arguments.ts';
import type { TargetSize } from '../resize/target-size.ts';
import { difference } from './golden.ts';
import { expectAnyLayout, grayImages, noise, rgbImages } from './images.ts';

type Resize<T extends Samples> = (image: NdArray<T>, size: TargetSize, out?: NdArray<T>) => NdArray<T>;

const sizes = fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) });

/** What holds of every resize of bytes. */
export function describeResizeOfBytes(resize: Resize<Uint8Array>): void {
  describe('as every resize', () => {
    it('gives the picture back in its own size', () => {
      fc.assert(
        fc.property(rgbImages(), (image) => {
          const same = resize(image, { width: image.shape[1]!, height: image.shape[0]! });
          expect(same.data).not.toBe(image.data);
          expect(difference(same, image)).toMatchObject({ max: 0 });
        }),
      );
    });

    it('keeps gray gray', () => {
      fc.assert(
        fc.property(grayImages(), sizes, (image, size) => {
          const { data } = resize(image, size);
          for (let i = 0; i < data.length; i += 3) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]]);
        }),
      );
    });

    it('keeps an even picture even', () => {
      fc.assert(
        fc.property(fc.nat(255), sizes, sizes, (value, from, to) => {
          const even = ndarray(new Uint8Array(from.width * from.height).fill(value), [from.height, from.width]);
          expect(new Set(resize(even, to).data)).toEqual(new Set([value]));
        }),
      );
    });

    it('treats channels like planes of their own', () => {
      fc.assert(
        fc.property(rgbImages(), sizes, (image, size) => {
          const whole = resize(image, size);
          for (let c = 0; c < 3; c++) {
            const plane = resize(image.pick(null, null, c), size);
            expect(difference(plane, whole.pick(null, null, c))).toMatchObject({ max: 0 });
          }
        }),
      );
    });

    it.each([1, 2, 3, 4])('reads and writes any strides of %d channels', (channels) => {
      const image = noise(7, 5, channels);
      expectAnyLayout(image, (view, out) => resize(view, { width: 4, height: 9 }, out));
      expectAnyLayout(image, (view, out) => resize(view, { width: 9, height: 3 }, out));
    });

    it.each([
      [{ width: 0, height: 4 }, 'options.width must be a whole number from 1 to 65536, got 0.'],
      [{ width: 4, height: -1 }, 'options.height must be a whole number from 1 to 65536, got -1.'],
      [{ width: 4.5, height: 4 }, 'options.width must be a whole number from 1 to 65536, got 4.5.'],
      [{ width: Number.NaN, height: 4 }, 'options.width must be a whole number from 1 to 65536, got NaN.'],
      [{ width: 4, height: 1e9 }, 'options.height must be a whole number from 1 to 65536, got 1000000000.'],
      [{ width: 65536, height: 65536 }, 'options.width and options.height ask for 65536x65536'],
    ])('refuses the size %j', (size, message) => {
      expect(() => resize(noise(4, 4), size)).toThrow(message);
    });

    it('refuses to write onto its input, and an output of another size', () => {
      const image = noise(4, 4);
      expect(() => resize(image, { width: 4, height: 4 }, image)).toThrow('out shares memory with image');
      expect(() => resize(image, { width: 4, height: 5 }, noise(4, 4))).toThrow(
        'out and the target must have the same shape, got [4, 4, 3] and [5, 4, 3].',
      );
    });
  });
}

/** What holds of every resize of floats. */
export function describeResizeOfFloats(resize: Resize<Float32Array>): void {
  describe('as every resize of floats', () => {
    it('gives the picture back in its own size', () => {
      const image = floats(noise(9, 7));
      // A zero of a sine is 1e-16, not 0.
      expect(difference(resize(image, { width: 9, height: 7 }), image, 1e-6)).toMatchObject({ beyond: 0 });
    });

    it('keeps negative values and values past 255', () => {
      const even = ndarray(new Float32Array(12).fill(-1000.5), [3, 4]);
      for (const value of resize(even, { width: 7, height: 2 }).data) expect(value).toBeCloseTo(-1000.5, 3);
    });

    it('reads and writes any strides', () => {
      expectAnyLayout(floats(noise(7, 5)), (view, out) => resize(view, { width: 4, height: 9 }, out));
      expectAnyLayout(floats(noise(7, 5, 1)), (view, out) => resize(view, { width: 9, height: 3 }, out));
    });
  });
}

function floats(image: NdArray<Uint8Array>): NdArray<Float32Array> {
  return ndarray(
    Float32Array.from(image.data, (value) => value / 255 - 0.5),
    image.shape,
  );
}
