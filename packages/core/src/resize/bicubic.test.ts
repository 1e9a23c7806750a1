import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeResizeOfBytes, describeResizeOfFloats } from '../testing/resize-rules.ts';
import { resizeBicubic } from './bicubic.ts';

describe('resizeBicubic', () => {
  describeResizeOfBytes(resizeBicubic<Uint8Array>);
  describeResizeOfFloats(resizeBicubic<Float32Array>);

  // Values of OpenCV's resize with INTER_CUBIC, on floats; its 32-bit weights lose up to 1e-5 of 255.
  it.each([
    [3, [-17.5, 156.875, 178.125]],
    [4, [-6.171875, 219.1796875, 14.58984375, 219.7265625]],
    [9, [-0.86806, -17.5, 49.13194, 234.82637, 156.875, 16.64931, 63.24653, 178.125, 269.32294]],
  ])('gives the values of OpenCV at %d samples', (width, row) => {
    const { data } = resizeBicubic(ndarray(Float32Array.of(0, 10, 250, 30, 90, 255), [1, 6]), { width, height: 1 });
    for (const [n, value] of row.entries()) expect(Math.abs(data[n]! - value)).toBeLessThan(1e-3);
  });

  it('clips bytes at both ends', () => {
    const image = ndarray(Uint8Array.of(0, 10, 250, 30, 90, 255), [1, 6]);
    expect([...resizeBicubic(image, { width: 9, height: 1 }).data]).toEqual([0, 0, 49, 235, 157, 17, 63, 178, 255]);
  });

  it('clips 10-bit codes where it is told to', () => {
    const image = ndarray(Uint16Array.of(0, 0, 1023, 1023), [1, 4]);
    const most = (maxValue?: number) =>
      Math.max(...resizeBicubic(image, { width: 16, height: 1, ...(maxValue && { maxValue }) }).data);
    expect(most()).toBeGreaterThan(1023);
    expect(most(1023)).toBe(1023);
  });

  it('refuses a limit past the sample type', () => {
    const image = ndarray(new Uint8Array(4), [2, 2]);
    expect(() => resizeBicubic(image, { width: 1, height: 1, maxValue: 1023 })).toThrow(
      'options.maxValue must be a whole number from 1 to 255, got 1023.',
    );
  });
});
