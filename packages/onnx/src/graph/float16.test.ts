import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFloat16 } from './float16.ts';

/** The value of 16 bits by the formula of IEEE 754-2019, clause 3.4. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const bitsOf = (value: number) => toFloat16(Float32Array.of(value))[0]!;

describe('toFloat16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e30, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.001, 0x0001],
    [3 * 2 ** -25, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000],
  ])('writes %d as %i', (value, bits) => {
    expect(bitsOf(value)).toBe(bits);
  });

  it('keeps what is no number', () => {
    expect(halfValue(bitsOf(Number.NaN))).toBeNaN();
  });

  it('gives every 16-bit number back', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfValue(bits);
      if (!Number.isNaN(value)) expect(bitsOf(value)).toBe(bits);
    }
  });

  it('finds no nearer one', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-65504), max: Math.fround(65504), noNaN: true }), (value) => {
        const bits = bitsOf(value);
        const distance = Math.abs(halfValue(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          const other = halfValue(neighbour & 0xffff);
          if (Number.isFinite(other)) expect(Math.abs(other - value)).toBeGreaterThanOrEqual(distance);
        }
      }),
    );
  });
});
