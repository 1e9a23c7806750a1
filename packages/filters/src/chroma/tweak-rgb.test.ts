import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { parseHueRanges } from '../hue/hue-ranges.ts';
import { nearEnd } from '../hue/testing.ts';
import { saturate } from './saturate.ts';
import { tweakRgb } from './tweak-rgb.ts';

describe('tweakRgb', () => {
  it.each([
    [{ gamma: 2 }, [64, 0, 255], [127, 0, 255]],
    [{ brightness: -255 }, [64, 1, 255], [0, 0, 0]],
    [{ brightness: 51 }, [100, 0, 250], [120, 0, 255]],
    [{ contrast: 0 }, [90, 90, 90], [90, 90, 90]],
    [{ hueDegrees: 120 }, [200, 0, 0], [0, 200, 0]],
  ] as [object, [number, number, number], number[]][])('%o makes %j %j', (options, color, expected) => {
    expect(colorsOf(tweakRgb(pictureOf(color), options))).toEqual([expected]);
  });

  it('pulls towards the mean gray of the frame with less contrast', () => {
    expect(colorsOf(tweakRgb(pictureOf([0, 0, 0], [200, 200, 200]), { contrast: 0.5 }))).toEqual([
      [50, 50, 50],
      [150, 150, 150],
    ]);
  });

  it('changes nothing by default, and is saturate with a saturation only', () => {
    fc.assert(
      fc.property(rgbImages(), fc.double({ min: 0, max: 10, noNaN: true }), (image, saturation) => {
        expect(difference(tweakRgb(image), image)).toMatchObject({ max: 0 });
        expect(difference(tweakRgb(image, { saturation }), saturate(image, saturation))).toMatchObject({ max: 0 });
        const elsewhere = { saturation, contrast: 2, gamma: 0.5, brightness: 40, hues: [] };
        expect(difference(tweakRgb(image, elsewhere), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    const options = { saturation: 3, contrast: 1.3, brightness: 20, gamma: 1.4, hueDegrees: 77 };
    fc.assert(
      fc.property(grayImages(), (image) => {
        for (const [R, G, B] of colorsOf(tweakRgb(image, options))) expect([G, B]).toEqual([R, R]);
      }),
    );
  });

  it('reads and writes any strides, also onto its input', () => {
    const all = { saturation: 1.3, contrast: 1.2, brightness: -9, gamma: 1.3, hueDegrees: -33 };
    for (const options of [all, { ...all, hues: parseHueRanges('20:200'), softness: 30 }]) {
      expectAnyLayout(noise(7, 5), (view, out) => tweakRgb(view, options, out));
      expectInPlace(noise(7, 5), (view, out) => tweakRgb(view, options, out));
    }
  });

  it.each([
    [{ gamma: 0 }, 'options.gamma must be a number from 0.01 to 10, got 0.'],
    [{ hueDegrees: 361 }, 'options.hueDegrees must be a number from -360 to 360, got 361.'],
    [{ brightness: Number.NaN }, 'options.brightness must be a number from -255 to 255, got NaN.'],
    [{ contrast: -1 }, 'options.contrast must be a number from 0 to 10, got -1.'],
    [{ saturation: 11 }, 'options.saturation must be a number from 0 to 10, got 11.'],
    [{ hues: [{ from: 3, to: 3 }] }, 'options.hues[0] is empty'],
  ])('refuses %j', (options, message) => {
    expect(() => tweakRgb(noise(2, 2), options)).toThrow(message);
  });
});

describeGolden('filters/image_tweak', (golden) => {
  // The gamma cases hold what the original means: it ends in an exception there.
  it.each(golden.cases)(
    'equals the original, but for hues at the end of a range: $name',
    async ({ inputs, output, params }) => {
      const image = await readRgb(golden.path(inputs[0]));
      const expected = await readRgb(golden.path(output));
      const { sat = 1, cont = 1, bright = 0, hue = 0, gamma = 1, hue_range = 'none' } = params as Record<string, never>;
      const options = { saturation: sat, contrast: cont, brightness: bright, hueDegrees: hue, gamma };
      if (hue_range === 'none' || hue_range === '') {
        expect(difference(tweakRgb(image, options), expected)).toMatchObject({ max: 0 });
        return;
      }
      const hues = parseHueRanges(hue_range);
      const actual = tweakRgb(image, { ...options, hues }).data;
      let apart = 0;
      for (let n = 0; n < image.size; n += 3) {
        const [R, G, B] = image.data.subarray(n, n + 3) as unknown as [number, number, number];
        if (nearEnd(R, G, B, hues)) continue;
        for (let i = n; i < n + 3; i++) if (actual[i] !== expected.data[i]) apart++;
      }
      expect(apart).toBe(0);
    },
  );
});
