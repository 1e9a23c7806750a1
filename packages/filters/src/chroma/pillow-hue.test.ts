import { createRgbImage, type RgbImage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { hueCodes } from './pillow-hue.ts';
import { tweakRgb } from './tweak-rgb.ts';

/** Every third code of each sample, and 255: 636,056 colours. */
function colors(): RgbImage {
  const image = createRgbImage(86 * 86, 86);
  for (let n = 0, i = 0; n < 86 ** 3; n++) {
    image.data[i++] = 3 * Math.floor(n / 86 ** 2);
    image.data[i++] = 3 * (Math.floor(n / 86) % 86);
    image.data[i++] = 3 * (n % 86);
  }
  return image;
}

/** Pillow's way to HSV and back with a turn in between, in its mix of 32-bit floats and doubles. */
function turned(image: RgbImage, codes: number): RgbImage {
  const f = Math.fround;
  const result = createRgbImage(image.shape[1]!, image.shape[0]!);
  for (let i = 0; i < image.size; i += 3) {
    const [R, G, B] = image.data.subarray(i, i + 3) as unknown as [number, number, number];
    const V = Math.max(R, G, B);
    const span = V - Math.min(R, G, B);
    const [rc, gc, bc] = [R, G, B].map((sample) => f((V - sample) / span)) as [number, number, number];
    const sixths = R === V ? f(bc - gc) : G === V ? f(2 + rc - bc) : f(4 + gc - rc);
    const H = Math.trunc(f((((span === 0 ? 0 : sixths) / 6 + 1) % 1) as number) * 255);
    const s = f(Math.trunc(V === 0 ? 0 : f(span / V) * 255) / 255);
    const position = ((((H + codes) % 256) + 256) % 256) * (6 / 255);
    const along = f(position - Math.floor(position));
    const [p, q, t] = [1 - s, 1 - s * along, 1 - s * (1 - along)].map((rest) => Math.floor(V * rest + 0.5)) as [
      number,
      number,
      number,
    ];
    const sector = Math.floor(position) % 6;
    result.data.set(
      [
        [V, t, p],
        [q, V, p],
        [p, V, t],
        [p, q, V],
        [t, p, V],
        [V, p, q],
      ][sector]!,
      i,
    );
  }
  return result;
}

describe('hueCodes', () => {
  it.each([
    [0, 0],
    [30, 21],
    [-30, -21],
    [360, 255],
    [-2, -1],
  ])('makes %i degrees %i codes', (degrees, codes) => expect(hueCodes(degrees)).toBe(codes));
});

describe('turning hues', () => {
  it.each([30, -117, 1, 360])('by %i degrees equals Pillow’s formulas in floats', (hueDegrees) => {
    const image = colors();
    const expected = turned(image, hueCodes(hueDegrees));
    expect(difference(tweakRgb(image, { hueDegrees }), expected)).toMatchObject({ max: 0 });
  });

  it('may round the middle sample in whole numbers, for all values, saturations and places', () => {
    const f = Math.fround;
    for (let place = 0; place < 256; place++) {
      for (let S = 0; S < 256; S++) {
        const rest = 1 - f(S / 255) * f(place / 255);
        for (let V = 0; V < 256; V++) {
          const whole = Math.floor(f((V * (65025 - S * place) + 32512) / 65025));
          if (whole !== Math.floor(V * rest + 0.5)) expect.fail(`${V}, ${S}, ${place}`);
        }
      }
    }
  });
});
