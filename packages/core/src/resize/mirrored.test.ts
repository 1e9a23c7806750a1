import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeResizeOfBytes, describeResizeOfFloats } from '../testing/resize-rules.ts';
import { resizeCatmullRom } from './catmull-rom.ts';
import { resizeLanczos } from './lanczos.ts';
import { resizeSpline36, resizeSpline64 } from './spline.ts';

const resizes = { resizeSpline36, resizeSpline64, resizeLanczos, resizeCatmullRom };

for (const [name, resize] of Object.entries(resizes)) {
  describe(name, () => {
    describeResizeOfBytes(resize<Uint8Array>);
    describeResizeOfFloats(resize<Float32Array>);

    it('mirrors the picture at its edges', () => {
      // Seen from the edge, a ramp and its mirror image rise the same on both sides: the ends stay flat.
      const ramp = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
      const mirrored = Float32Array.of(...[...ramp].reverse(), ...ramp, ...[...ramp].reverse());
      const once = resize(ndarray(ramp, [1, 8]), { width: 12, height: 1 }).data;
      const middle = resize(ndarray(mirrored, [1, 24]), { width: 36, height: 1 }).data.subarray(12, 24);
      for (let n = 0; n < 12; n++) expect(once[n]).toBeCloseTo(middle[n]!, 5);
    });

    it('misses no sample when it reduces', () => {
      for (let n = 0; n < 40; n++) {
        const line = new Float32Array(40);
        line[n] = 1;
        const reduced = resize(ndarray(line, [1, 40]), { width: 5, height: 1 }).data;
        // Each sample weighs an eighth of an output sample, give or take what the filter's lobes move (0.05).
        expect(reduced.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1 / 8, 1);
        expect(Math.max(...reduced)).toBeGreaterThan(0.01);
      }
    });

    it('shifts the grid by whole samples', () => {
      const line = ndarray(Float32Array.of(1, 2, 4, 8, 16), [1, 5]);
      const shifted = resize(line, { width: 5, height: 1, shift: [1, 0] }).data;
      for (const [n, value] of [2, 4, 8, 16].entries()) expect(shifted[n]).toBeCloseTo(value, 5);
    });

    it.each([[[5, 0]], [[0, Number.NaN]]] as [[number, number]][])('refuses the shift %j', (shift) => {
      const line = ndarray(new Float32Array(4), [2, 2]);
      expect(() => resize(line, { width: 2, height: 2, shift })).toThrow(
        'options.shift must be two numbers from -4 to 4',
      );
    });
  });
}

describe('the filters, half way between samples', () => {
  const line = ndarray(Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0), [1, 9]);

  // Worked out by hand: Keys' cubic with a = −0.5; a natural cubic spline on 6 points through an impulse; sinc(x)
  // sinc(x/3), which adds up to 0.9942985 and is scaled to 1.
  it.each([
    ['resizeCatmullRom', [0.5625, -0.0625, 0, 0]],
    ['resizeSpline36', [91 / 152, -9 / 76, 3 / 152, 0]],
    ['resizeLanczos', [0.611413, -0.1358696, 0.0244565, 0]],
  ] as [keyof typeof resizes, number[]][])('%s has the weights it should', (name, weights) => {
    const half = resizes[name](line, { width: 9, height: 1, shift: [0.5, 0] }).data;
    for (const [n, weight] of weights.entries()) {
      // 32-bit floats.
      expect(half[4 + n]).toBeCloseTo(weight, 6);
      expect(half[3 - n]).toBeCloseTo(weight, 6);
    }
  });
});
