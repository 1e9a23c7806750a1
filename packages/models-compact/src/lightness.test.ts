import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLightnessKernel } from './lightness.ts';

const toLightness = createLightnessKernel();

function lightnessOf(...rgb: number[]): number {
  const out = new Float32Array(1);
  toLightness(Uint8Array.from(rgb), out);
  return out[0]!;
}

// Values of skimage.color.rgb2lab 0.19. Tolerance: 1e-3, as the table between luminance and lightness is straight lines.
it.each([
  [[0, 0, 0], 0],
  [[255, 255, 255], 100],
  [[128, 128, 128], 53.585013],
  [[10, 10, 10], 2.741735],
  [[255, 0, 0], 53.240588],
  [[0, 255, 0], 87.735099],
  [[0, 0, 255], 32.295673],
  [[12, 3, 1], 1.314292],
  [[200, 120, 40], 57.912293],
  [[20, 25, 30], 8.461216],
])('gives %j the lightness %d', (rgb, expected) => {
  expect(Math.abs(lightnessOf(...rgb) - expected)).toBeLessThan(1e-3);
});

it('never gives a lighter colour less lightness', () => {
  const code = fc.integer({ min: 0, max: 254 });
  fc.assert(
    fc.property(code, code, code, (r, g, b) => {
      expect(lightnessOf(r, g + 1, b)).toBeGreaterThan(lightnessOf(r, g, b));
    }),
  );
});
