import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSteadyKernel } from './steady-color.ts';

const floats = (values: readonly number[]): Float32Array => Float32Array.from(values);

describe('steady colour', () => {
  it('keeps 70 % of the last frame where nothing moved', () => {
    const calm = createSteadyKernel();
    const lightness = floats([50, 50]);
    calm(lightness, floats([10, 10, -20, -20]));
    const ab = floats([20, 10, -20, 0]);
    calm(lightness, ab);
    // 20 + 0.7 * (10 - 20) = 13, and 0 + 0.7 * (-20 - 0) = -14. Tolerance: float32.
    [13, 10, -20, -14].forEach((value, at) => {
      expect(ab[at]).toBeCloseTo(value, 4);
    });
  });

  it('leaves a place as it is where the lightness changed much, and calms the rest', () => {
    const calm = createSteadyKernel();
    // One place of eight changes by 40: a mean of 5, which is no cut.
    calm(floats([50, 50, 50, 50, 50, 50, 50, 50]), new Float32Array(16));
    const ab = new Float32Array(16).fill(10);
    calm(floats([90, 50, 50, 50, 50, 50, 50, 50]), ab);
    expect(ab[0]).toBeCloseTo(10, 4);
    expect(ab[8]).toBeCloseTo(10, 4);
    expect(ab[1]).toBeCloseTo(3, 4);
  });

  it('carries nothing across a cut', () => {
    const plane = fc.array(fc.float({ min: 0, max: 45, noNaN: true }), { minLength: 4, maxLength: 4 });
    const colours = fc.array(fc.float({ min: -80, max: 80, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(plane, colours, colours, (dark, before, after) => {
        const calm = createSteadyKernel();
        calm(floats(dark), floats(before));
        const ab = floats(after);
        // Every place but one keeps its lightness; that one's change alone makes a mean over 10.
        calm(floats([dark[0]! + 55, ...dark.slice(1)]), ab);
        expect(ab).toEqual(floats(after));
      }),
    );
  });

  it('leaves a steady colour alone', () => {
    const calm = createSteadyKernel();
    const ab = floats([12, -7]);
    for (let frame = 0; frame < 5; frame++) calm(floats([30]), ab);
    expect([...ab]).toEqual([12, -7]);
  });

  it('starts afresh when the size changes', () => {
    const calm = createSteadyKernel();
    calm(floats([50]), floats([10, 10]));
    const ab = floats([1, 2, 3, 4]);
    calm(floats([50, 50]), ab);
    expect([...ab]).toEqual([1, 2, 3, 4]);
  });
});
