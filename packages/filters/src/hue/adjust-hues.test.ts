import { HavcError } from '@havc/core';
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
import { adjustHues } from './adjust-hues.ts';
import { type HueExpression, parseHueExpression } from './hue-expression.ts';
import { hueMask } from './hue-mask.ts';
import { parseHueRanges } from './hue-ranges.ts';
import { expectOriginalAdjustment } from './testing.ts';

const weights = fc.double({ min: -1, max: 1, noNaN: true });
const changes: fc.Arbitrary<HueExpression> = fc.record({
  ranges: fc.constantFrom(...['0:360', '350:20', 'green,blue', '10:200'].map(parseHueRanges)),
  saturation: fc.double({ min: 0, max: 10, noNaN: true }),
  shiftDegrees: fc.integer({ min: -360, max: 360 }),
  weight: weights,
});

describe('adjustHues', () => {
  // Worked by hand from the formulas: [200, 40, 40] has H 0, S 204, V 200; [40, 40, 200] has H 120.
  it.each([
    ['red|0.5,0', [200, 40, 40], [200, 120, 120]],
    ['blue|0.5,0', [200, 40, 40], [200, 40, 40]],
    // A fifth of the picture in which all is half as saturated: 40 + .2 · 80.
    ['blue|0.5,0.2', [200, 40, 40], [200, 56, 56]],
    ['red|0.5,0.2', [200, 40, 40], [200, 120, 120]],
    ['red|0.5,-0.5', [200, 40, 40], [200, 80, 80]],
    ['red|+240,0', [200, 40, 40], [40, 40, 200]],
    ['red|+240,0.75', [200, 40, 40], [160, 40, 80]],
    ['red|+240,-0.75', [200, 40, 40], [160, 40, 80]],
    ['red|+240,1', [200, 40, 40], [200, 40, 40]],
    // Twice the saturation is clipped, where the original's 408 becomes 152.
    ['red|2,0', [200, 40, 40], [200, 0, 0]],
    ['red', [200, 41, 40], [200, 41, 40]],
  ] as [string, [number, number, number], number[]][])('%s makes %j %j', (text, color, expected) => {
    const [actual] = colorsOf(adjustHues(pictureOf(color), parseHueExpression(text)));
    for (const [index, value] of expected.entries()) {
      // 1 is the step of 8-bit HSV here.
      expect(Math.abs(actual![index]! - value), `${actual} instead of ${expected}`).toBeLessThanOrEqual(1);
    }
  });

  it('changes nothing without a change, outside of the hues, or where all of the picture is kept', () => {
    fc.assert(
      fc.property(rgbImages(), weights, (image, weight) => {
        const ranges = parseHueRanges('0:360');
        for (const expression of [
          undefined,
          { ranges, saturation: 1, shiftDegrees: 0, weight },
          { ranges, saturation: 0, shiftDegrees: 0, weight: -1 },
          { ranges, saturation: 1, shiftDegrees: 50, weight: 1 },
          { ranges: [], saturation: 0, shiftDegrees: 0, weight: -Math.abs(weight) },
          { ranges: [], saturation: 1, shiftDegrees: 70, weight },
        ]) {
          expect(difference(adjustHues(image, expression), image)).toMatchObject({ max: 0 });
        }
      }),
    );
  });

  it('keeps gray as it is', () => {
    fc.assert(
      fc.property(grayImages(), changes, (image, expression) => {
        expect(difference(adjustHues(image, expression), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('leaves other hues as they are, when a shift or a kept share says so', () => {
    fc.assert(
      fc.property(rgbImages(), changes, (image, change) => {
        const expression = change.shiftDegrees === 0 ? { ...change, weight: -Math.abs(change.weight) } : change;
        const mask = hueMask(image, expression);
        const result = adjustHues(image, expression);
        for (let n = 0; n < mask.size; n++) {
          if (mask.data[n] !== 0) continue;
          expect([...result.data.subarray(3 * n, 3 * n + 3)]).toEqual([...image.data.subarray(3 * n, 3 * n + 3)]);
        }
      }),
    );
  });

  it('goes from one to the other in small steps on soft edges', () => {
    const around = pictureOf(...Array.from({ length: 255 }, (_, n) => [255, n, 0] as [number, number, number]));
    const blue = (image: typeof around) => colorsOf(image).map((color) => color[2]!);
    const expression = parseHueExpression('20:360|0.5,-0.1')!;
    const steps = (list: number[]) => Math.max(...list.slice(1).map((value, n) => Math.abs(value - list[n]!)));
    expect(steps(blue(adjustHues(around, expression)))).toBeGreaterThan(100);
    expect(steps(blue(adjustHues(around, expression, { softness: 20 })))).toBeLessThan(5);
  });

  it('reads and writes any strides, also onto its input', () => {
    for (const text of ['40:200|0.5,0.2', '40:200|+90,0.2', 'red', '40:200|0.5,0']) {
      const expression = parseHueExpression(text);
      const options = { softness: 12 };
      expectAnyLayout(noise(7, 5), (view, out) => adjustHues(view, expression, options, out));
      expectInPlace(noise(7, 5), (view, out) => adjustHues(view, expression, options, out));
    }
  });

  it.each([
    [{ weight: 1.5 }, 'expression.weight must be a number from -1 to 1, got 1.5.'],
    [{ saturation: 11 }, 'expression.saturation must be a number from 0 to 10, got 11.'],
    [{ shiftDegrees: 0.5 }, 'expression.shiftDegrees must be a whole number from -360 to 360, got 0.5.'],
    [{ ranges: [{ from: 0, to: Number.NaN }] }, 'expression.ranges[0].to must be a number from 0 to 360, got NaN.'],
  ])('refuses %j', (change, message) => {
    const expression = { ...parseHueExpression('red|0.5,0')!, ...change };
    expect(() => adjustHues(noise(2, 2), expression)).toThrow(message);
  });
});

const REASON = 'equals the original where saturation doesn’t run over and no range ends';

describeGolden('filters/adjust_hue_range', (golden) => {
  const pictures = golden.cases.filter(({ params }) => params['return_mask'] !== true);
  it.each(pictures)(`${REASON}: $name`, async ({ inputs, output, params }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const expected = await readRgb(golden.path(output));
    const text = params['hue_adjust'] as string;
    let expression: HueExpression | undefined;
    try {
      expression = parseHueExpression(text);
    } catch (error) {
      // The original ignores a malformed text silently; here it is an error.
      expect(HavcError.is(error, 'OPTION_INVALID')).toBe(true);
      return void expect(difference(image, expected)).toMatchObject({ max: 0 });
    }
    if (!expression) return void expect(difference(image, expected)).toMatchObject({ max: 0 });
    expectOriginalAdjustment(image, expression, adjustHues(image, expression), expected);
  });
});

describeGolden('filters/adjust_chroma', (golden) => {
  it.each(golden.cases)(`${REASON}: $name`, async ({ inputs, output, params }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const expression = {
      ranges: parseHueRanges(params['hue_range'] as string),
      saturation: params['sat'] as number,
      shiftDegrees: params['hue'] as number,
      weight: params['weight'] as number,
    };
    const expected = await readRgb(golden.path(output));
    expectOriginalAdjustment(image, expression, adjustHues(image, expression), expected);
  });
});

describeGolden('filters/colormap', (golden) => {
  it.each(golden.cases)(
    'is within 2 of the original, which goes through 8-bit HSV twice, where no range ends: $name',
    async ({ inputs, output, params }) => {
      const image = await readRgb(golden.path(inputs[0]));
      const expression = parseHueExpression(params['colormap'] as string)!;
      const expected = await readRgb(golden.path(output));
      expectOriginalAdjustment(image, expression, adjustHues(image, expression), expected, 2);
    },
  );
});
