import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeResizeOfBytes, describeResizeOfFloats } from '../testing/resize-rules.ts';
import { resizeLinear } from './linear.ts';

describe('resizeLinear', () => {
  describeResizeOfBytes(resizeLinear<Uint8Array>);
  describeResizeOfFloats(resizeLinear<Float32Array>);

  // Values of OpenCV's resize with INTER_LINEAR, on floats; its 32-bit weights lose up to 1e-5 of 255.
  it.each([
    [3, [5, 140, 172.5]],
    [4, [2.5, 190, 45, 213.75]],
    [9, [0, 5, 50, 210, 140, 40, 80, 172.5, 255]],
  ])('gives the values of OpenCV at %d samples', (width, row) => {
    const { data } = resizeLinear(ndarray(Float32Array.of(0, 10, 250, 30, 90, 255), [1, 6]), { width, height: 1 });
    for (const [n, value] of row.entries()) expect(data[n]).toBeCloseTo(value, 3);
  });

  it('works on 16-bit words', () => {
    const words = ndarray(Uint16Array.of(0, 60_000, 65_535, 1), [2, 2]);
    expect([...resizeLinear(words, { width: 1, height: 1 }).data]).toEqual([31_384]);
  });
});
