import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../testing/images.ts';
import { describeResizeOfBytes } from '../testing/resize-rules.ts';
import { type PillowFilter, resizePillow } from './pillow.ts';

describe('resizePillow', () => {
  describeResizeOfBytes(resizePillow);

  // Values of Pillow: Image.fromarray([[0, 10, 250, 30, 90, 255]]).resize((w, h), filter).
  it.each([
    ['box', { width: 3, height: 1 }, [5, 140, 173]],
    ['bilinear', { width: 3, height: 1 }, [40, 118, 152]],
    ['hamming', { width: 3, height: 1 }, [15, 133, 167]],
    ['bicubic', { width: 9, height: 1 }, [0, 0, 42, 234, 151, 23, 71, 181, 255]],
    ['lanczos', { width: 9, height: 1 }, [6, 0, 52, 239, 164, 7, 55, 192, 255]],
  ] as [PillowFilter, { width: number; height: number }, number[]][])('gives the values of %s', (filter, size, row) => {
    const image = ndarray(Uint8Array.of(0, 10, 250, 30, 90, 255), [1, 6]);
    expect(rowsOf(resizePillow(image, { ...size, filter }))).toEqual([row]);
  });

  it('is bilinear unless told otherwise', () => {
    const image = ndarray(Uint8Array.of(0, 10, 250, 30, 90, 255), [2, 3]);
    const size = { width: 2, height: 5 };
    expect(resizePillow(image, size).data).toEqual(resizePillow(image, { ...size, filter: 'bilinear' }).data);
  });

  it('refuses an unknown filter', () => {
    const image = ndarray(new Uint8Array(4), [2, 2]);
    expect(() => resizePillow(image, { width: 1, height: 1, filter: 'nearest' as PillowFilter })).toThrow(
      'options.filter must be box, bilinear, hamming, bicubic or lanczos, got "nearest".',
    );
  });

  it('refuses floats', () => {
    const floats = ndarray(new Float32Array(4), [2, 2]) as unknown as Parameters<typeof resizePillow>[0];
    expect(() => resizePillow(floats, { width: 1, height: 1 })).toThrow(
      'image must hold its samples in a Uint8Array, got Float32Array.',
    );
  });
});
