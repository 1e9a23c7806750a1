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
import { expectOriginalTweak } from '../hue/testing.ts';
import { tweakChroma } from './tweak-chroma.ts';

describe('tweakChroma', () => {
  it.each([
    [{ saturation: 0.5 }, [200, 40, 40], [200, 120, 120]],
    [{ saturation: 0 }, [200, 40, 90], [200, 200, 200]],
    // The original runs over: S 204 · 1.5 = 306 is 50 there.
    [{ saturation: 1.5 }, [200, 40, 40], [200, 0, 0]],
    [{ brightness: -0.5 }, [200, 40, 40], [100, 20, 20]],
    // ... and V 200 · 1.3 = 260 is 4.
    [{ brightness: 0.3 }, [200, 40, 40], [255, 51, 51]],
    [{ brightness: -1 }, [200, 40, 40], [0, 0, 0]],
    [{ shiftDegrees: -120 }, [200, 40, 40], [40, 40, 200]],
    [{ shiftDegrees: 360 }, [200, 40, 40], [200, 40, 40]],
  ] as [object, [number, number, number], number[]][])('%o makes %j %j', (options, color, expected) => {
    const [actual] = colorsOf(tweakChroma(pictureOf(color), options));
    // 1: the precision of 8-bit HSV.
    for (const [n, value] of expected.entries()) expect(Math.abs(actual![n]! - value)).toBeLessThanOrEqual(1);
  });

  it('changes nothing by default', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        expect(difference(tweakChroma(image), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('keeps gray gray', () => {
    const factor = fc.double({ min: 0, max: 10, noNaN: true });
    const degrees = fc.integer({ min: -360, max: 360 });
    fc.assert(
      fc.property(grayImages(), factor, factor, degrees, (image, saturation, value, shiftDegrees) => {
        const hues = parseHueExpression('350:200|0.4,0.3')!;
        for (const options of [{}, { hues }]) {
          const tweaked = tweakChroma(image, { saturation, brightness: value - 1, shiftDegrees, ...options });
          for (const [R, G, B] of colorsOf(tweaked)) expect([G, B]).toEqual([R, R]);
        }
      }),
    );
  });

  it('reads and writes any strides, also onto its input', () => {
    for (const options of [
      {},
      { saturation: 0.7, brightness: -0.2, shiftDegrees: 30 },
      { saturation: 0.7, hues: parseHueExpression('40:200|0.4,0.2')!, softness: 10 },
      { brightness: -0.1, hues: parseHueExpression('40:200|+40,0.2')! },
    ]) {
      expectAnyLayout(noise(7, 5), (view, out) => tweakChroma(view, options, out));
      expectInPlace(noise(7, 5), (view, out) => tweakChroma(view, options, out));
    }
  });

  it.each([
    [{ saturation: Number.NaN }, 'options.saturation must be a number from 0 to 10, got NaN.'],
    [{ brightness: -1.1 }, 'options.brightness must be a number from -1 to 9, got -1.1.'],
    [{ shiftDegrees: 0.5 }, 'options.shiftDegrees must be a whole number from -360 to 360, got 0.5.'],
    [
      { hues: { ...parseHueExpression('red')!, weight: 4 } },
      'options.hues.weight must be a number from -1 to 1, got 4.',
    ],
    [{ softness: 91 }, 'options.softness must be a number from 0 to 90, got 91.'],
  ])('refuses %j', (options, message) => {
    expect(() => tweakChroma(noise(2, 2), options)).toThrow(message);
  });
});

const REASON = 'equals the original where nothing runs over and no range ends';

describeGolden('filters/image_chroma_tweak', (golden) => {
  it.each(golden.cases)(`${REASON}: $name`, async ({ inputs, output, params }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const expected = await readRgb(golden.path(output));
    const { sat = 1, bright = 0, hue = 0, hue_adjust = 'none' } = params as Record<string, never>;
    const hues = parseHueExpression(hue_adjust);
    const options = { saturation: sat, brightness: bright, shiftDegrees: hue, ...(hues && { hues }) };
    expectOriginalTweak(image, options, tweakChroma(image, options), expected);
  });
});

describeGolden('filters/colormap', (golden) => {
  it.each(golden.cases)(`${REASON}: $name`, async ({ inputs, output, params }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const options = { hues: parseHueExpression(params['colormap'] as string)! };
    expectOriginalTweak(image, options, tweakChroma(image, options), await readRgb(golden.path(output)));
  });
});
