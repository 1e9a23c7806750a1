import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimePosition } from './time-position.ts';

describe('parseTimePosition', () => {
  it.each([
    ['00:01:10.5', { seconds: 70.5 }],
    ['1:10.5', { seconds: 70.5 }],
    ['01:02:03', { seconds: 3723 }],
    ['90:00', { seconds: 5400 }],
    ['100:00:00', { seconds: 360_000 }],
    ['70.5s', { seconds: 70.5 }],
    ['70.5', { seconds: 70.5 }],
    ['.5', { seconds: 0.5 }],
    ['0', { seconds: 0 }],
    [' 12s ', { seconds: 12 }],
    ['1750f', { frame: 1750 }],
    ['0f', { frame: 0 }],
  ])('reads %s', (text, position) => {
    expect(parseTimePosition(text, '--start')).toEqual(position);
  });

  it.each(['', '-1', '1:60', '1:90:00', '1e3', '5 s', '1.5f', 'f', '1:2:3:4', '0x10', 'NaN', '99999999999999999999f'])(
    'refuses "%s" and names the option',
    (text) => {
      expect(() => parseTimePosition(text, '--end')).toThrow(/^--end must be a time such as/);
    },
  );

  it('reads back every time it could be asked to write', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(59), fc.nat(59_999), (hours, minutes, milliseconds) => {
        const rest = (milliseconds / 1000).toFixed(3).padStart(6, '0');
        const position = parseTimePosition(`${hours}:${String(minutes).padStart(2, '0')}:${rest}`, '--start');
        const seconds = 'seconds' in position ? position.seconds : Number.NaN;
        // A double has 1e-10 s to spare at 100 hours.
        expect(Math.abs(seconds - (hours * 3600 + minutes * 60 + milliseconds / 1000))).toBeLessThan(1e-9);
      }),
    );
  });

  it('either reads a text or throws a HavcError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const position = parseTimePosition(text, '--start');
          const value = 'frame' in position ? position.frame : position.seconds;
          expect(value).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(HavcError.is(error, 'OPTION_INVALID')).toBe(true);
        }
      }),
    );
  });
});
