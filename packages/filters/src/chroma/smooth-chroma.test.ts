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
import { parseHueExpression } from '../hue/hue-expression.ts';
import { nearEnd } from '../hue/testing.ts';
import { mergeByLuma } from '../luma/merge-by-luma.ts';
import { smoothChroma } from './smooth-chroma.ts';
import { tweakChroma } from './tweak-chroma.ts';

describe('smoothChroma', () => {
  it('takes colour from dark pixels and leaves bright ones', () => {
    const image = pictureOf([40, 10, 10], [250, 200, 190]);
    const [dark, bright] = colorsOf(smoothChroma(image, { saturation: 0 }));
    expect(dark).toEqual([40, 40, 40]);
    expect(bright).toEqual([250, 200, 190]);
  });

  it('darkens dark pixels', () => {
    expect(colorsOf(smoothChroma(pictureOf([40, 40, 40]), { darken: 0.5 }))).toEqual([[20, 20, 20]]);
  });

  it('is the tweaked picture merged by luma', () => {
    const hues = parseHueExpression('40:200|0.4,0.2')!;
    fc.assert(
      fc.property(rgbImages(), (image) => {
        for (const options of [{ saturation: 0.5, darken: 0.2 }, { hues }]) {
          const { saturation = 0.9, darken = 0, ...rest } = { darken: 0, ...options };
          const tweaked = tweakChroma(image, { saturation, brightness: -darken, ...rest });
          const expected = mergeByLuma(tweaked, image, { dark: 0.3, white: 0.7 });
          expect(difference(smoothChroma(image, options), expected)).toMatchObject({ max: 0 });
        }
      }),
    );
  });

  it('changes nothing with a saturation of 1, and keeps gray gray', () => {
    fc.assert(
      fc.property(rgbImages(), grayImages(), (image, gray) => {
        expect(difference(smoothChroma(image, { saturation: 1 }), image)).toMatchObject({ max: 0 });
        for (const [R, G, B] of colorsOf(smoothChroma(gray, { darken: 0.3 }))) expect([G, B]).toEqual([R, R]);
      }),
    );
  });

  it('reads and writes any strides, also onto its input', () => {
    for (const options of [{}, { saturation: 1 }, { hues: parseHueExpression('40:200|0.4,0.2')!, softness: 10 }]) {
      expectAnyLayout(noise(7, 5), (view, out) => smoothChroma(view, options, out));
      expectInPlace(noise(7, 5), (view, out) => smoothChroma(view, options, out));
    }
  });

  it.each([
    [{ dark: 2 }, 'options.dark must be a number from 0 to 1, got 2.'],
    [{ saturation: 1.1 }, 'options.saturation must be a number from 0 to 1, got 1.1.'],
    [{ darken: Number.NaN }, 'options.darken must be a number from 0 to 1, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => smoothChroma(noise(2, 2), options)).toThrow(message);
  });
});

describeGolden('filters/chroma_bright_tweak', (golden) => {
  it.each(golden.cases)(
    'equals the original, but for hues at the end of a range: $name',
    async ({ inputs, output, params }) => {
      const image = await readRgb(golden.path(inputs[0]));
      const expected = await readRgb(golden.path(output));
      const hues = parseHueExpression(params['chroma_adjust'] as string);
      const actual = smoothChroma(image, {
        dark: params['black_threshold'] as number,
        white: params['white_threshold'] as number,
        saturation: params['dark_sat'] as number,
        darken: -(params['dark_bright'] as number),
        roundedSlope: true,
        ...(hues && { hues }),
      });
      let apart = 0;
      for (let n = 0; n < image.size; n += 3) {
        const [R, G, B] = image.data.subarray(n, n + 3) as unknown as [number, number, number];
        if (hues && nearEnd(R, G, B, hues.ranges)) continue;
        for (let i = n; i < n + 3; i++) {
          // 1 code: where the change leaves a sample alone, the original mixes it with itself and can lose one.
          const tolerance = hues && actual.data[i] === image.data[i] ? 1 : 0;
          if (Math.abs(actual.data[i]! - expected.data[i]!) > tolerance) apart++;
        }
      }
      expect(apart).toBe(0);
    },
  );
});
