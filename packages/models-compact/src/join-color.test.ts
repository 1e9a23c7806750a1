import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJoinKernel } from './join-color.ts';
import { createLightnessKernel } from './lightness.ts';
import { linearWeights } from './resample.ts';

const join = createJoinKernel();
const ONE = linearWeights(1, 1);

// Values of skimage.color.lab2rgb 0.19, rounded to 8 bit. Off by one at most: the table from linear light is 0.1 levels fine.
it.each([
  [
    [50, 0, 0],
    [119, 119, 119],
  ],
  [
    [50, 20, -30],
    [127, 109, 170],
  ],
  [
    [80, -40, 40],
    [145, 216, 121],
  ],
  [
    [5, 3, -8],
    [16, 16, 28],
  ],
  [
    [95, 10, 60],
    [255, 231, 123],
  ],
  [
    [30, 60, 20],
    [152, 0, 43],
  ],
  [
    [100, 0, 0],
    [255, 255, 255],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    [20, -5, -60],
    [0, 57, 139],
  ],
])('takes Lab %j to the code %j', ([L, a, b], expected) => {
  const out = new Uint8Array(3);
  join(Float32Array.of(L!), Float32Array.of(a!, b!), ONE, ONE, 1, out);
  out.forEach((code, channel) => {
    expect(Math.abs(code - expected[channel]!)).toBeLessThanOrEqual(1);
  });
});

it('gives every gray back where there is no colour', () => {
  const gray = Uint8Array.from({ length: 256 * 3 }, (_, at) => (at / 3) | 0);
  const L = new Float32Array(256);
  createLightnessKernel()(gray, L);
  const out = new Uint8Array(gray.length);
  join(L, new Float32Array(2), linearWeights(1, 256), ONE, 1, out);
  // Off by one: lightness is rounded to float32, and the matrices have six digits.
  out.forEach((code, at) => {
    expect(Math.abs(code - gray[at]!)).toBeLessThanOrEqual(1);
  });
});

describe('the enlarged colour', () => {
  it('runs in straight lines between the centres of the small map', () => {
    // a goes from -40 to 40 across four pixels; their centres lie at 1/8, 3/8, 5/8, 7/8, the map's at 1/4 and 3/4.
    const expected = [-40, -20, 20, 40];
    const out = new Uint8Array(4 * 3);
    join(new Float32Array(4).fill(50), Float32Array.of(-40, 40, 0, 0), linearWeights(2, 4), ONE, 2, out);
    expected.forEach((a, x) => {
      const single = new Uint8Array(3);
      join(Float32Array.of(50), Float32Array.of(a, 0), ONE, ONE, 1, single);
      for (let channel = 0; channel < 3; channel++) {
        expect(Math.abs(out[x * 3 + channel]! - single[channel]!)).toBeLessThanOrEqual(1);
      }
    });
  });

  it('is the same whether rows or columns are enlarged', () => {
    const colour = fc.float({ min: -80, max: 80, noNaN: true });
    fc.assert(
      fc.property(colour, colour, colour, colour, fc.integer({ min: 1, max: 9 }), (a0, a1, b0, b1, length) => {
        const L = new Float32Array(length).fill(60);
        const ab = Float32Array.of(a0, a1, b0, b1);
        const across = new Uint8Array(length * 3);
        const down = new Uint8Array(length * 3);
        join(L, ab, linearWeights(2, length), ONE, 2, across);
        join(L, ab, ONE, linearWeights(2, length), 1, down);
        // Off by one: float32 rounds differently on the two ways.
        across.forEach((code, at) => {
          expect(Math.abs(code - down[at]!)).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
