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
import { parseHueRanges } from '../hue/hue-ranges.ts';
import { nearEnd } from '../hue/testing.ts';
import { darkenShadows } from './darken-shadows.ts';

describe('darkenShadows', () => {
  it('makes near-black dark and nearly colourless, and leaves the rest', () => {
    // A fifth of the brightness: 8, 1, 1, of which three tenths of the colour remain: gray is 3.
    const [shadow, light] = colorsOf(darkenShadows(pictureOf([40, 5, 5], [90, 40, 40])));
    expect(shadow).toEqual([4, 2, 2]);
    expect(light).toEqual([90, 40, 40]);
  });

  it('keeps brightness when asked to', () => {
    expect(colorsOf(darkenShadows(pictureOf([20, 20, 20]), { darkening: 0 }))).toEqual([[20, 20, 20]]);
  });

  it('never makes a brighter pixel darker than a darker one', () => {
    const ramp = pictureOf(...Array.from({ length: 256 }, (_, v) => [v, v, v] as [number, number, number]));
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (threshold, amount, darkening) => {
        const values = colorsOf(darkenShadows(ramp, { threshold, amount, darkening })).map(([R]) => R!);
        // A mix of a code with itself can lose one by truncation, as in the original.
        for (let v = 1; v < 256; v++) expect(values[v]).toBeGreaterThanOrEqual(values[v - 1]! - 1);
      }),
    );
  });

  it('keeps gray gray, and bright parts and other hues as they are', () => {
    fc.assert(
      fc.property(grayImages(), rgbImages(), (gray, image) => {
        for (const [R, G, B] of colorsOf(darkenShadows(gray))) expect([G, B]).toEqual([R, R]);
        expect(difference(darkenShadows(image, { hues: [] }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('reads and writes any strides, also onto its input', () => {
    for (const options of [{}, { threshold: 0.5, hues: parseHueRanges('20:200'), softness: 20 }]) {
      expectAnyLayout(noise(7, 5), (view, out) => darkenShadows(view, options, out));
      expectInPlace(noise(7, 5), (view, out) => darkenShadows(view, options, out));
    }
  });

  it.each([
    [{ threshold: -1 }, 'options.threshold must be a number from 0 to 1, got -1.'],
    [{ amount: Number.NaN }, 'options.amount must be a number from 0 to 1, got NaN.'],
    [{ darkening: 2 }, 'options.darkening must be a number from 0 to 1, got 2.'],
  ])('refuses %j', (options, message) => {
    expect(() => darkenShadows(noise(2, 2), options)).toThrow(message);
  });
});

describeGolden('filters/dark_tweak', (golden) => {
  it.each(golden.cases)(
    'equals the original with its inert darkening, but for hues at the end of a range: $name',
    async ({ inputs, output, params }) => {
      const image = await readRgb(golden.path(inputs[0]));
      const expected = await readRgb(golden.path(output));
      const amount = params['dark_amount'] as number;
      const hues = parseHueExpression(params['dark_hue_adjust'] as string)?.ranges;
      const actual = darkenShadows(image, {
        threshold: params['dark_threshold'] as number,
        amount,
        darkening: Math.min(0.9, Math.max(0.2, amount)) / 255,
        roundedSlope: true,
        ...(hues && { hues }),
      });
      let apart = 0;
      for (let n = 0; n < image.size; n += 3) {
        const [R, G, B] = image.data.subarray(n, n + 3) as unknown as [number, number, number];
        if (hues && nearEnd(R, G, B, hues)) continue;
        for (let i = n; i < n + 3; i++) {
          // 1 code: outside of the hues the original mixes the picture with itself and can lose one.
          const tolerance = hues && actual.data[i] === image.data[i] ? 1 : 0;
          if (Math.abs(actual.data[i]! - expected.data[i]!) > tolerance) apart++;
        }
      }
      expect(apart).toBe(0);
    },
  );
});
