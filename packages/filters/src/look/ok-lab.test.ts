import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { okLabToRgb, reachOf, rgbToOkLab } from './ok-lab.ts';

const part = fc.double({ min: 0, max: 1, noNaN: true });

describe('OKLab', () => {
  // Of the reference by its author, to three digits.
  it.each([
    ['white', [1, 1, 1], [1, 0, 0]],
    ['black', [0, 0, 0], [0, 0, 0]],
    ['red', [1, 0, 0], [0.628, 0.225, 0.126]],
    ['green', [0, 1, 0], [0.866, -0.234, 0.179]],
    ['blue', [0, 0, 1], [0.452, -0.032, -0.312]],
  ] as const)('of %s is known', (_, [r, g, b], expected) => {
    const color = rgbToOkLab(r, g, b);
    for (let n = 0; n < 3; n++) expect(color[n]).toBeCloseTo(expected[n]!, 3);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(part, part, part, (r, g, b) => {
        const color = rgbToOkLab(r, g, b);
        const back = okLabToRgb(color, reachOf(color));
        for (const [n, value] of [r, g, b].entries()) expect(back[n]).toBeCloseTo(value, 4);
      }),
    );
  });

  it('gives a colour of sRGB for any lightness and colour', () => {
    const axis = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -0.2, max: 1.2, noNaN: true }), axis, axis, part, (L, a, b, reach) => {
        const rgb = okLabToRgb([L, a, b], reach);
        expect(rgb.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });
});
