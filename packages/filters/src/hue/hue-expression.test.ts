import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden } from '../../../core/src/testing/golden.ts';
import { formatHueExpression, type HueExpression, parseHueExpression } from './hue-expression.ts';
import { type HueRange, parseHueRanges } from './hue-ranges.ts';

const degrees = fc.oneof(fc.integer({ min: 0, max: 360 }), fc.double({ min: 0, max: 360, noNaN: true }));
const range: fc.Arbitrary<HueRange> = fc
  .record({ from: degrees.map(positiveZero), to: degrees.map(positiveZero) })
  .filter(({ from, to }) => from !== to && !(from === 360 && to === 0));
const shift = fc.integer({ min: -360, max: 360 });
const factor = fc.double({ min: 0, max: 10, noNaN: true }).map(positiveZero);
const expressions: fc.Arbitrary<HueExpression> = fc
  .record({
    ranges: fc.array(range, { minLength: 1, maxLength: 4 }),
    weight: fc.double({ min: -1, max: 1, noNaN: true }).map(positiveZero),
  })
  .chain((rest) =>
    fc.oneof(
      factor.map((saturation) => ({ ...rest, saturation, shiftDegrees: 0 })),
      shift.map((shiftDegrees) => ({ ...rest, saturation: 1, shiftDegrees })),
    ),
  );

describe('parseHueExpression', () => {
  it.each([
    ['300:340|0.4,0.2', [0.4, 0], 0.2],
    ['180:280|+140,0.9', [1, 140], 0.9],
    ['30:90|-60,-0.5', [1, -60], -0.5],
    ['80:180|220,0.2', [1, 220], 0.2],
    ['80:180|10,1', [10, 0], 1],
    ['red', [1, 0], 0],
    [' red , 10:20 | .5 , -1 ', [0.5, 0], -1],
  ] as const)('reads %j', (text, expected, weight) => {
    const parsed = parseHueExpression(text)!;
    expect([parsed.saturation, parsed.shiftDegrees]).toEqual(expected);
    expect(parsed.weight).toBe(weight);
  });

  it.each(['none', '', '  ', 'None'])('gives nothing for %j', (text) => {
    expect(parseHueExpression(text)).toBeUndefined();
  });

  it.each([
    ['red|', 5, 'expected a saturation factor (0.4) or a signed hue shift in degrees (+140, -60), got nothing.'],
    ['red|bad', 5, 'got "bad".'],
    ['red|1', 6, 'expected "," and a weight from -1 to 1 after the amount.'],
    ['red|1,', 7, 'expected a weight from -1 to 1, got nothing.'],
    ['red|1,1.5', 7, 'expected a weight from -1 to 1, got "1.5".'],
    ['red|1,nan', 7, 'got "nan".'],
    ['red|1,0x1', 7, 'got "0x1".'],
    ['red|1,0.2,3', 11, 'only an amount and a weight follow the "|"'],
    ['red|1,0.2|3', 11, 'there can be only one "|"'],
    ['red|+0.5,0', 5, 'a hue shift is in whole degrees, got "+0.5"; a saturation factor is written without a sign.'],
    ['red|+400,0', 5, 'expected a hue shift from -360 to 360 degrees, got "+400".'],
    ['red|1e999,0', 5, 'expected a hue shift from -360 to 360 degrees'],
    ['|0.4,0.2', 1, 'a hue range is missing'],
    ['red,none|0.4,0.2', 5, '"none" is no hue.'],
  ])('refuses %j at character %i', (text, character, problem) => {
    expect(() => parseHueExpression(text)).toThrow(`at character ${character}: `);
    expect(() => parseHueExpression(text)).toThrow(problem);
  });

  it('reads back what was formatted', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(parseHueExpression(formatHueExpression(expression))).toEqual(expression);
      }),
    );
    expect(parseHueExpression(formatHueExpression(undefined))).toBeUndefined();
    const mask = { ranges: [{ from: 350, to: 20 }], saturation: 1, shiftDegrees: 0, weight: 0 } as const;
    expect(parseHueExpression(formatHueExpression(mask))).toEqual(mask);
  });

  it('gives an expression or a HavcError for any text at all', () => {
    const alphabet = fc.constantFrom(...'0123456789.:,|+-e rosed\u00e9\n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(alphabet).map((letters) => letters.join('')),
        ),
        (text) => {
          try {
            const parsed = parseHueExpression(text);
            expect(parseHueExpression(formatHueExpression(parsed))).toEqual(parsed);
          } catch (error) {
            expect(HavcError.is(error, 'OPTION_INVALID')).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('formatHueExpression', () => {
  it('writes a shift with its sign, so that it is read as one', () => {
    const expression = { ranges: parseHueRanges('red'), saturation: 1, shiftDegrees: 5, weight: 0.5 } as const;
    expect(formatHueExpression(expression)).toBe('0:30|+5,0.5');
  });

  it('refuses what the text can’t say', () => {
    const expression = { ranges: parseHueRanges('red'), saturation: 0.5, shiftDegrees: 5, weight: 0 };
    expect(() => formatHueExpression(expression)).toThrow('as text only one of them can be written');
    expect(() => formatHueExpression({ ...expression, ranges: [] })).toThrow(
      'expression.ranges must have at least one',
    );
  });

  it('refuses a weight out of range', () => {
    const expression = { ranges: parseHueRanges('red'), saturation: 1, shiftDegrees: 0, weight: 2 } as const;
    expect(() => formatHueExpression(expression)).toThrow('expression.weight must be a number from -1 to 1, got 2.');
  });
});

describeGolden('filters/parse_hue_adjust', (golden) => {
  it.each(golden.cases)('reads what the original reads, and refuses what it silently ignores: $name', (given) => {
    const text = given.params['hue_adjust'] as string;
    const expected = given.output as { hue_range: string; sat: number; hue: number; weight: number } | null;
    // The original counts a malformed text as none, so that a typing error goes unnoticed: an error here.
    if (expected === null) return void expect(() => parseHueExpression(text)).toThrow('at character');
    const { hue_range, sat, hue, weight } = expected;
    expect(parseHueExpression(text)).toEqual({
      ranges: parseHueRanges(hue_range),
      saturation: sat,
      shiftDegrees: hue,
      weight,
    });
  });
});

function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}
