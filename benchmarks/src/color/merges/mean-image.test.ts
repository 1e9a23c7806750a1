import { createRgbImage } from '@havc/core';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { meanImage } from './mean-image.ts';

const pixel = (...samples: number[]) => createRgbImage(1, 1, Uint8Array.from(samples));

describe('meanImage', () => {
  it.each([
    ['two, with a half rounded up', [pixel(0, 10, 255), pixel(1, 20, 255)], [1, 15, 255]],
    ['three', [pixel(0, 1, 255), pixel(0, 1, 255), pixel(1, 0, 253)], [0, 1, 254]],
    [
      'four, with a quarter rounded down',
      [pixel(0, 0, 255), pixel(0, 0, 255), pixel(0, 1, 255), pixel(1, 1, 254)],
      [0, 1, 255],
    ],
    ['one', [pixel(7, 8, 9)], [7, 8, 9]],
  ])('of %s', (_, images, expected) => expect([...meanImage(images).data]).toEqual(expected));

  it('reads views and writes into what it is given', () => {
    const wide = ndarray(
      Uint8Array.from({ length: 12 }, (_, i) => i),
      [1, 4, 3],
    );
    const right = wide.lo(0, 2, 0);
    const out = createRgbImage(2, 1);
    expect(meanImage([right, createRgbImage(2, 1, new Uint8Array(6).fill(10))], out)).toBe(out);
    expect([...out.data]).toEqual([8, 9, 9, 10, 10, 11]);
  });

  it('refuses none, and pictures of different shapes', () => {
    expect(() => meanImage([])).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(() => meanImage([createRgbImage(1, 2), createRgbImage(2, 1)])).toThrow(
      expect.objectContaining({ code: 'SHAPE_INVALID' }),
    );
  });
});
