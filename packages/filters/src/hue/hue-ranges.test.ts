import { describe, expect, it } from 'vitest';
import { ensureHueRanges, formatHueRanges, HUE_NAMES, parseHueRanges } from './hue-ranges.ts';

describe('parseHueRanges', () => {
  it.each([
    ['290:330', [{ from: 290, to: 330 }]],
    [
      '290:330,rose',
      [
        { from: 290, to: 330 },
        { from: 330, to: 360 },
      ],
    ],
    ['350:20', [{ from: 350, to: 20 }]],
    ['0:360', [{ from: 0, to: 360 }]],
    [
      ' Yellow-Green ,\t7.5:8 ',
      [
        { from: 90, to: 120 },
        { from: 7.5, to: 8 },
      ],
    ],
  ])('reads %j', (text, expected) => {
    expect(parseHueRanges(text)).toEqual(expected);
  });

  it('knows twelve names that cover the wheel once', () => {
    const ranges = Object.keys(HUE_NAMES).map((name) => parseHueRanges(name)[0]!);
    expect(ranges).toHaveLength(12);
    for (const [index, { from, to }] of ranges.entries()) expect([from, to]).toEqual([30 * index, 30 * index + 30]);
  });

  it.each([
    ['', 1, 'a hue range is missing; expected one like 290:330 or a name (red, orange,'],
    ['red,,blue', 5, 'a hue range is missing'],
    ['red,', 5, 'a hue range is missing'],
    ['290:330,ros', 9, '"ros" is no hue. Did you mean rose? Write degrees like 290:330 or one of red, orange, yellow,'],
    ['290:330, gren', 10, 'Did you mean green?'],
    ['toString', 1, '"toString" is no hue. Write'],
    ['none', 1, '"none" is no hue.'],
    ['290', 4, 'expected ":" and the range\'s other end after 290.'],
    ['290:', 5, 'expected a number of degrees from 0 to 360, got nothing.'],
    ['10:361', 4, 'expected a number of degrees from 0 to 360, got "361".'],
    ['-5:20', 1, 'expected a number of degrees from 0 to 360, got "-5".'],
    ['1:2:3', 4, 'a hue range has two ends'],
    ['20:20', 1, 'the range 20:20 is empty: it begins where it ends. Write 0:360 for all hues.'],
    ['red,360:0', 5, 'the range 360:0 is empty'],
    ['0x10:20', 1, 'got "0x10"'],
  ])('refuses %j at character %i', (text, character, problem) => {
    expect(() => parseHueRanges(text)).toThrow(`Hue text ${JSON.stringify(text)} at character ${character}: `);
    expect(() => parseHueRanges(text)).toThrow(problem);
  });

  it('shows only the beginning of a long text, and soon', () => {
    expect(() => parseHueRanges(`${'red,'.repeat(100_000)}x`)).toThrow(/^Hue text "[^"]{121}" at character 400001: /);
    expect(() => parseHueRanges('x'.repeat(1_000_000))).toThrow(/^.{0,400}is no hue.{0,200}$/s);
  });

  it('refuses what is no text', () => {
    expect(() => parseHueRanges(30 as unknown as string)).toThrow('must be a string like "290:330,rose", got number.');
  });
});

describe('ensureHueRanges', () => {
  it.each([
    [[{ from: 0, to: 400 }], 'options.ranges[0].to must be a number from 0 to 360, got 400.'],
    [
      [
        { from: 0, to: 1 },
        { from: Number.NaN, to: 1 },
      ],
      'options.ranges[1].from must be a number',
    ],
    [[{ from: 5, to: 5 }], 'options.ranges[0] is empty'],
    ['red', 'options.ranges must be a list of hue ranges, got string.'],
    [[undefined], 'options.ranges[0].from must be a number from 0 to 360, got undefined.'],
  ])('refuses %j', (ranges, message) => {
    expect(() => ensureHueRanges(ranges as never, 'options.ranges')).toThrow(message);
  });
});

describe('formatHueRanges', () => {
  it('writes degrees', () => {
    expect(formatHueRanges(parseHueRanges('290:330,rose'))).toBe('290:330,330:360');
  });
});
