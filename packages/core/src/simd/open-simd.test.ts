import { describe, expect, it } from 'vitest';
import { KERNELS_WASM } from '../color/kernels.generated.ts';
import { openSimd } from './open-simd.ts';

describe('openSimd', () => {
  it('gives a megabyte, and more when asked, keeping what is there', () => {
    const simd = openSimd(KERNELS_WASM);
    expect(simd.memory).toHaveLength(1 << 20);
    simd.reserve(1 << 20);
    expect(simd.memory).toHaveLength(1 << 20);
    simd.memory[70_000] = 7;
    simd.reserve((1 << 20) + 1);
    expect(simd.memory).toHaveLength((1 << 20) + (1 << 16));
    expect(simd.memory[70_000]).toBe(7);
  });
});
