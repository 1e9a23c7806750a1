import { createPlane } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createDeveloper } from './develop.ts';

const flat = (tone: number) => createPlane(64, 64, new Float32Array(64 * 64).fill(tone));

describe('createDeveloper', () => {
  it.each([
    [-20, 16],
    [0, 16],
    [127.5, 126],
    [255, 235],
    [300, 235],
  ])('makes limited-range luma of tone %d: %d', (tone, code) => {
    const out = new Uint8Array(64 * 64);
    createDeveloper({ grain: 0 })(flat(tone), out);
    expect(new Set(out)).toEqual(new Set([code]));
  });

  it('adds grain of the wanted strength to midtones, and less to black', () => {
    const deviation = (tone: number) => {
      const out = new Uint8Array(64 * 64);
      createDeveloper({ grain: 10 })(flat(tone), out);
      const mean = out.reduce((sum, code) => sum + code, 0) / out.length;
      return Math.sqrt(out.reduce((sum, code) => sum + (code - mean) ** 2, 0) / out.length);
    };
    // 10 of 255 are 8.6 codes; 4096 samples give it to 5 %.
    expect(deviation(128)).toBeGreaterThan(8.1);
    expect(deviation(128)).toBeLessThan(9.1);
    expect(deviation(40)).toBeLessThan(7);
  });

  it('gives other grain to each frame, and the same to the same film', () => {
    const [once, again] = [1, 2].map(() => {
      const develop = createDeveloper({ grain: 5 });
      return [0, 1].map(() => {
        const out = new Uint8Array(64 * 64);
        develop(flat(100), out);
        return out.join();
      });
    });
    expect(once).toEqual(again);
    expect(once![0]).not.toBe(once![1]);
  });
});
