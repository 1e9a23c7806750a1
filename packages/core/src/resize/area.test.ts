import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeResizeOfBytes, describeResizeOfFloats } from '../testing/resize-rules.ts';
import { resizeArea } from './area.ts';

describe('resizeArea', () => {
  describeResizeOfBytes(resizeArea<Uint8Array>);
  describeResizeOfFloats(resizeArea<Float32Array>);

  // Values of OpenCV's resize with INTER_AREA, on floats.
  it.each([
    [3, [5, 140, 172.5]],
    [4, [10 / 3, 170, 50, 200]],
    [9, [0, 5, 10, 250, 140, 30, 90, 172.5, 255]],
  ])('gives the values of OpenCV at %d samples', (width, row) => {
    const { data } = resizeArea(ndarray(Float32Array.of(0, 10, 250, 30, 90, 255), [1, 6]), { width, height: 1 });
    for (const [n, value] of row.entries()) expect(data[n]).toBeCloseTo(value, 4);
  });

  it('gives the values of OpenCV where one side grows and the other shrinks', () => {
    const plane = ndarray(Float32Array.of(0, 100, 200, 50, 30, 255), [3, 2]);
    const { data } = resizeArea(plane, { width: 4, height: 2 });
    const row = [200 / 3, 200 / 3, 250 / 3, 250 / 3, 260 / 3, 260 / 3, 560 / 3, 560 / 3];
    for (const [n, value] of row.entries()) expect(data[n]).toBeCloseTo(value, 3);
  });

  it('keeps the mean of a picture that it reduces', () => {
    const floats = fc.float32Array({ minLength: 48, maxLength: 48, min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(floats, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }), (data, width, height) => {
        const reduced = resizeArea(ndarray(data, [6, 8]), { width, height }).data;
        // Slivers of up to a thousandth of a sample don't count.
        expect(Math.abs(mean(reduced) - mean(data))).toBeLessThan(1e-3);
      }),
    );
  });
});

function mean(data: Float32Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}
