import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import { HavcError } from './error.ts';
import { ensureApart, ensureRgbImage, ensureSamples, floatOutput, planeOutput, rgbOutput } from './kernel-arguments.ts';

describe('ensureRgbImage', () => {
  it.each([
    ['clamped bytes', ndarray(new Uint8ClampedArray(12), [2, 2, 3])],
    ['a Buffer', ndarray(Buffer.alloc(12), [2, 2, 3])],
    ['a view inside a larger buffer', ndarray(new Uint8Array(100), [2, 2, 3], [30, 3, 1], 50)],
    ['negative strides', ndarray(new Uint8Array(12), [2, 2, 3], [-6, -3, 1], 9)],
  ])('takes %s', (_, image) => {
    ensureRgbImage(image as unknown as NdArray<Uint8Array>, 'image');
  });

  it.each([
    ['a plane', ndarray(new Uint8Array(4), [2, 2]), 'image must be [height, width, 3], got [2, 2].'],
    ['four channels', ndarray(new Uint8Array(16), [2, 2, 4]), 'image must be [height, width, 3], got [2, 2, 4].'],
    ['an empty picture', ndarray(new Uint8Array(0), [0, 2, 3]), 'image must be [height, width, 3], got [0, 2, 3].'],
    [
      'floats',
      ndarray(new Float32Array(12), [2, 2, 3]),
      'image must hold its samples in a Uint8Array, got Float32Array.',
    ],
    [
      'a plain array',
      ndarray(new Array<number>(12), [2, 2, 3]),
      'image must hold its samples in a Uint8Array, got Array.',
    ],
    [
      'strides that leave the data',
      ndarray(new Uint8Array(11), [2, 2, 3]),
      'image reaches from sample 0 to 11 by its shape, stride and offset, but its data has 11.',
    ],
    [
      'a negative offset',
      ndarray(new Uint8Array(12), [2, 2, 3], [6, 3, 1], -1),
      'image reaches from sample -1 to 10 by its shape, stride and offset, but its data has 12.',
    ],
    [
      'a missing stride',
      { ...ndarray(new Uint8Array(12), [2, 2, 3]), stride: [6, 3] },
      'image reaches from sample 0 to NaN by its shape, stride and offset, but its data has 12.',
    ],
  ])('refuses %s', (_, image, message) => {
    const check = () => ensureRgbImage(image as unknown as NdArray<Uint8Array>, 'image');
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ code: 'SHAPE_INVALID' }));
  });
});

describe('ensureSamples', () => {
  it('names all kinds that would do', () => {
    const view = ndarray(new Float32Array(4), [2, 2]);
    expect(() => ensureSamples(view, 'plane', ['Uint8Array', 'Uint16Array'])).toThrow(
      'plane must hold its samples in a Uint8Array or Uint16Array, got Float32Array.',
    );
  });
});

describe('ensureApart', () => {
  const buffer = new ArrayBuffer(64);

  it('takes two stretches of one buffer', () => {
    const a = ndarray(new Uint8Array(buffer, 0, 32), [4, 8]);
    const b = ndarray(new Float32Array(buffer, 32, 8), [2, 4]);
    ensureApart(a, b, ['out', 'image']);
    ensureApart(b, a, ['out', 'image']);
  });

  it('refuses stretches that overlap by a byte, whatever their types', () => {
    const a = ndarray(new Uint8Array(buffer, 0, 33), [3, 11]);
    const b = ndarray(new Float32Array(buffer, 32, 8), [2, 4]);
    expect(() => ensureApart(a, b, ['out', 'image'])).toThrow('out shares memory with image');
    expect(() => ensureApart(b, a, ['out', 'image'])).toThrow('out shares memory with image');
  });

  it('sees the whole of a view that runs backwards', () => {
    const whole = ndarray(new Uint8Array(buffer), [8, 8]);
    expect(() => ensureApart(whole.step(-1, -1), whole.hi(1, 1), ['out', 'image'])).toThrow(HavcError);
  });
});

describe('outputs', () => {
  const image = ndarray(new Uint8Array(24), [2, 4, 3]);

  it('are made to measure where the caller has none', () => {
    expect(rgbOutput(undefined, image).shape).toEqual([2, 4, 3]);
    expect(planeOutput(undefined, image, Uint16Array)).toMatchObject({ shape: [2, 4], data: new Uint16Array(8) });
    expect(floatOutput(undefined, image)).toMatchObject({ shape: [2, 4, 3], data: new Float32Array(24) });
  });

  it('are refused where they are of another size or type', () => {
    expect(() => planeOutput(ndarray(new Uint8Array(8), [4, 2]), image, Uint8Array, 'mask')).toThrow(
      'mask and the image must have the same shape, got [4, 2] and [2, 4].',
    );
    expect(() => floatOutput(image as unknown as NdArray<Float32Array>, image)).toThrow(
      'out must hold its samples in a Float32Array, got Uint8Array.',
    );
  });
});
