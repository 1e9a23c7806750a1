import { createPlane } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createPicture, takePicture } from './camera.ts';

const photograph = createPlane(
  40,
  30,
  Uint8Array.from({ length: 1200 }, (_, i) => (i * 37) % 251),
);
const ramp = createPlane(
  40,
  30,
  Uint8Array.from({ length: 1200 }, (_, i) => 5 * (i % 40)),
);

describe('takePicture', () => {
  it('gives the photograph itself when all of it is in view at its own size', () => {
    const out = createPicture(40, 30);
    takePicture(photograph, { x: 0.5, y: 0.5, width: 1 }, out);
    // 1e-3: sums of single-precision weights.
    for (const [i, sample] of out.data.entries()) expect(sample).toBeCloseTo(photograph.data[i]!, 3);
  });

  it.each([
    ['enlarges', 0.5, 60],
    ['keeps', 0.5, 20],
    ['reduces', 0.5, 10],
  ])('%s at exact positions, parts of pixels included', (_, width, pixels) => {
    const out = createPicture(pixels, 6);
    const shift = 0.3; // of the photograph's pixels
    takePicture(ramp, { x: 0.5 + shift / 40, y: 0.5, width }, out);
    const scale = (width * 40) / pixels;
    for (let x = 0; x < pixels; x++) {
      const position = 20 + shift + (x + 0.5 - pixels / 2) * scale - 0.5;
      // A cubic goes through straight lines exactly; 0.01 of 255 is left to single precision.
      expect(out.data[x]).toBeCloseTo(5 * position, 2);
    }
  });

  it('goes on with the border where the view reaches over the edge', () => {
    const out = createPicture(8, 4);
    takePicture(ramp, { x: -2, y: 0.5, width: 0.2 }, out);
    for (const sample of out.data) expect(sample).toBeCloseTo(0, 3);
  });
});
