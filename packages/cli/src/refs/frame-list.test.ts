import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrameList } from './frame-list.ts';

describe('parseFrameList', () => {
  it.each<[string, number[]]>([
    ['12', [12]],
    ['12,50,100', [12, 50, 100]],
    ['100, 12 ,50', [12, 50, 100]],
    ['7,7,007', [7]],
    ['0', [0]],
    ['9007199254740991', [Number.MAX_SAFE_INTEGER]],
  ])('reads "%s"', (text, frames) => {
    expect(parseFrameList(text, '--frames')).toEqual(frames);
  });

  it.each(['', ',', '1,', ',1', '1,,2', '1.5', '-1', '1e3', '0x10', '1;2', 'a', '9007199254740992', '9'.repeat(5000)])(
    'refuses "%s"',
    (text) => {
      expect(() => parseFrameList(text, '--frames')).toThrow(/^--frames must be numbers of frames .{0,200}$/);
    },
  );

  it('gives each number of a list once, rising', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (numbers) => {
        const frames = parseFrameList(numbers.join(','), '--frames');
        expect(new Set(frames)).toEqual(new Set(numbers));
        expect(frames.every((frame, i) => i === 0 || frame > frames[i - 1]!)).toBe(true);
      }),
    );
  });

  it('never throws but with a message of its own', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseFrameList(text, '--frames');
        } catch (error) {
          expect(error).toMatchObject({ code: 'OPTION_INVALID' });
        }
      }),
    );
  });
});
