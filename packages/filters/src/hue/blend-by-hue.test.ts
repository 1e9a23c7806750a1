import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, noise, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { saturate } from '../chroma/saturate.ts';
import { blendByHue } from './blend-by-hue.ts';
import { type HueRange, parseHueRanges } from './hue-ranges.ts';

const wheel = fc.integer({ min: 0, max: 360 });
const ranges: fc.Arbitrary<HueRange> = fc
  .record({ from: wheel, to: wheel })
  .filter(({ from, to }) => from !== to && !(from === 360 && to === 0));

describe('blendByHue', () => {
  it('gives the picture outside of the hues and the changed one inside, mixed on soft edges', () => {
    const around = pictureOf([255, 0, 0], [255, 128, 0], [0, 255, 0], [9, 9, 9]);
    const changed = pictureOf([0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]);
    const options = { ranges: [{ from: 30.5, to: 180 }], softness: 10 };
    const result = blendByHue(around, changed, options);
    expect([...result.data].slice(0, 3)).toEqual([255, 0, 0]);
    expect([...result.data].slice(3, 6)).not.toContainEqual([255, 128, 0]);
    expect([...result.data].slice(6)).toEqual([0, 0, 0, 9, 9, 9]);
  });

  it('changes nothing with the picture itself, or with no hues', () => {
    fc.assert(
      fc.property(
        rgbImages(),
        fc.array(ranges),
        fc.double({ min: 0, max: 90, noNaN: true }),
        (image, list, softness) => {
          expect(difference(blendByHue(image, image, { ranges: list, softness }), image)).toMatchObject({ max: 0 });
          const changed = saturate(image, 0);
          expect(difference(blendByHue(image, changed, { ranges: [], softness }), image)).toMatchObject({ max: 0 });
        },
      ),
    );
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const other = noise(7, 5).step(-1, -1);
    const options = { ranges: parseHueRanges('40:200'), softness: 20 };
    expectAnyLayout(noise(7, 5), (view, out) => blendByHue(view, other, options, out));
    expectAnyLayout(noise(7, 5), (view, out) => blendByHue(other, view, options, out));
    expectInPlace(noise(7, 5), (view, out) => blendByHue(view, other, options, out));
    expectInPlace(noise(7, 5), (view, out) => blendByHue(other, view, options, out));
  });
});
