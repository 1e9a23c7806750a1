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
const change = fc.oneof(
  fc.record({ kind: fc.constant('saturation' as const), factor: fc.double({ min: 0, max: 10, noNaN: true }) }),
  fc.record({ kind: fc.constant('shift' as const), degrees: fc.integer({ min: -360, max: 360 }) }),
);
const expressions: fc.Arbitrary<HueExpression> = fc.record({
  ranges: fc.array(range, { minLength: 1, maxLength: 4 }),
  change: change.map((c) => (c.kind === 'saturation' ? { ...c, factor: positiveZero(c.factor) } : c)),
  weight: fc.double({ min: -1, max: 1, noNaN: true }).map(positiveZero),
});

describe('parseHueExpression', () => {
  it.each([
    ['300:340|0.4,0.2', { kind: 'saturation', factor: 0.4 }, 0.2],
    ['180:280|+140,0.9', { kind: 'shift', degrees: 140 }, 0.9],
    ['30:90|-60,-0.5', { kind: 'shift', degrees: -60 }, -0.5],
    ['80:180|220,0.2', { kind: 'shift', degrees: 220 }, 0.2],
    ['80:180|10,1', { kind: 'saturation', factor: 10 }, 1],
    ['red', { kind: 'none' }, 0],
    [' red , 10:20 | .5 , -1 ', { kind: 'saturation', factor: 0.5 }, -1],
  ] as const)('reads %j', (text, expected, weight) => {
    const parsed = parseHueExpression(text)!;
    expect(parsed.change).toEqual(expected);
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
    const mask = { ranges: [{ from: 350, to: 20 }], change: { kind: 'none' }, weight: 0 } as const;
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
    const expression = { ranges: parseHueRanges('red'), change: { kind: 'shift', degrees: 5 }, weight: 0.5 } as const;
    expect(formatHueExpression(expression)).toBe('0:30|+5,0.5');
  });

  it('refuses a weight out of range', () => {
    const expression = { ranges: parseHueRanges('red'), change: { kind: 'none' }, weight: 2 } as const;
    expect(() => formatHueExpression(expression)).toThrow('expression.weight must be a number from -1 to 1, got 2.');
  });
});

describeGolden('filters/parse_hue_adjust', (golden) => {
  it.each(golden.cases)('reads what the original reads, and refuses what it silently ignores: $name', (given) => {
    const text = given.params['hue_adjust'] as string;
    const expected = given.output as { hue_range: string; sat: number; hue: number; weight: number } | null;
    // The original counts a malformed text as none, so that a typing error goes unnoticed: an error here.
    if (expected === null) return void expect(() => parseHueExpression(text)).toThrow('at character');
    const { ranges, change, weight } = parseHueExpression(text)!;
    expect(ranges).toEqual(parseHueRanges(expected.hue_range));
    expect(change.kind === 'saturation' ? change.factor : 1).toBe(expected.sat);
    expect(change.kind === 'shift' ? change.degrees : 0).toBe(expected.hue);
    expect(weight).toBe(expected.weight);
  });
});

function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}
