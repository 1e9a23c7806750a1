import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilmPosition } from './film-position.ts';

describe('parseFilmPosition', () => {
  it.each([
    ['00:01:10.5', { seconds: 70.5 }],
    ['1:10.5', { seconds: 70.5 }],
    ['90:00', { seconds: 5400 }],
    ['70.5s', { seconds: 70.5 }],
    ['.5', { seconds: 0.5 }],
    [' 12s ', { seconds: 12 }],
    ['1750f', { frame: 1750 }],
  ])('reads %s', (text, position) => {
    expect(parseFilmPosition(text)).toEqual(position);
  });

  it.each(['', '-1', '1:60', '1:90:00', '1e3', '1.5f', 'NaN', '99999999999999999999f', '1'.repeat(41)])(
    'does not take "%s" for a place',
    (text) => {
      expect(parseFilmPosition(text)).toBeUndefined();
    },
  );

  it('gives a place at or after the start, or none, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const position = parseFilmPosition(text);
        if (position === undefined) return;
        expect('frame' in position ? position.frame : position.seconds).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
