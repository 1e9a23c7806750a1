import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../testing/golden.ts';
import { describeResizeOfFloats } from '../testing/resize-rules.ts';
import { resizeLinear } from './linear.ts';
import { resizeTorchBilinear } from './torch-bilinear.ts';

describe('resizeTorchBilinear', () => {
  describeResizeOfFloats(resizeTorchBilinear);

  it('takes a tensor [channels, height, width] as a view', () => {
    const tensor = ndarray(
      Float32Array.from({ length: 2 * 3 * 4 }, (_, n) => n % 7),
      [2, 3, 4],
    );
    const out = ndarray(new Float32Array(2 * 6 * 5), [2, 6, 5]);
    resizeTorchBilinear(tensor.transpose(1, 2, 0), { width: 5, height: 6 }, out.transpose(1, 2, 0));
    for (const c of [0, 1]) {
      const plane = resizeTorchBilinear(tensor.pick(c, null, null), { width: 5, height: 6 });
      expect(difference(out.pick(c, null, null), plane)).toMatchObject({ max: 0 });
    }
  });

  it('stands where resizeLinear stands, but for 32-bit positions', () => {
    const plane = ndarray(
      Float32Array.from({ length: 35 }, (_, n) => (n * 11) % 13),
      [5, 7],
    );
    for (const size of [
      { width: 3, height: 17 },
      { width: 30, height: 2 },
    ]) {
      // 1e-5 of a span of 13.
      expect(difference(resizeTorchBilinear(plane, size), resizeLinear(plane, size), 1.3e-4)).toMatchObject({
        beyond: 0,
      });
    }
  });

  it('refuses bytes', () => {
    const bytes = ndarray(new Uint8Array(4), [2, 2]) as unknown as NdArray<Float32Array>;
    expect(() => resizeTorchBilinear(bytes, { width: 1, height: 1 })).toThrow(
      'image must hold its samples in a Float32Array, got Uint8Array.',
    );
  });
});
