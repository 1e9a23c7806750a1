import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lut } from './lut.ts';
import { parseCube } from './parse-cube.ts';
import { curvesOf, latticeOf, luts } from './testing/luts.ts';
import { writeCube } from './write-cube.ts';

const CORNERS = ['0 0 0', '1 0 0', '0 1 0', '1 1 0', '0 0 1', '1 0 1', '0 1 1', '1 1 1'];
const IDENTITY = latticeOf(2, (r, g, b) => [r, g, b]);
const lines = (...text: string[]) => text.join('\n');

describe('parseCube', () => {
  it('reads a lattice, red running fastest', () => {
    expect(parseCube(lines('TITLE "Plain"', 'LUT_3D_SIZE 2', ...CORNERS))).toEqual({
      title: 'Plain',
      lattice: IDENTITY,
    });
  });

  it('reads curves with their domain', () => {
    const text = lines('DOMAIN_MIN -1 0 0', 'DOMAIN_MAX 1 2 4', 'LUT_1D_SIZE 3', '0 0 0', '.5 .25 1.', '1 1 2');
    const values = Float32Array.of(0, 0, 0, 0.5, 0.25, 1, 1, 1, 2);
    expect(parseCube(text)).toEqual({ curves: { size: 3, from: [-1, 0, 0], to: [1, 2, 4], values } });
  });

  it("reads Resolve's curves and lattice of one file with their input ranges", () => {
    const head = ['LUT_1D_SIZE 2', 'LUT_1D_INPUT_RANGE 0.0 2.0', 'LUT_3D_SIZE 2', 'LUT_3D_INPUT_RANGE -1.0 1.0'];
    const { curves, lattice } = parseCube(lines(...head, '0 0 0', '1 1 1', ...CORNERS));
    expect(curves).toEqual({ size: 2, from: [0, 0, 0], to: [2, 2, 2], values: Float32Array.of(0, 0, 0, 1, 1, 1) });
    expect(lattice).toEqual({ ...IDENTITY, from: [-1, -1, -1], to: [1, 1, 1] });
  });

  it.each([
    ['CRLF', `\uFEFFLUT_3D_SIZE 2\r\n${CORNERS.join('\r\n')}\r\n`],
    ['CR', `LUT_3D_SIZE 2\r${CORNERS.join('\r')}`],
    [
      'comments, blank lines and tabs',
      lines('# a', '', '  LUT_3D_SIZE\t2 ', '#', ...CORNERS.flatMap((row) => [` ${row}\t`, '', '# b'])),
    ],
    [
      'scientific notation and signs',
      lines('LUT_3D_SIZE 2', '-0 0e5 +0.0', '1E0 0 0', '0 10e-1 0', '1 .1e+1 0', ...CORNERS.slice(4)),
    ],
  ])('reads %s', (_, text) => {
    const { lattice } = parseCube(text);
    expect(lattice?.values.map((value) => value + 0)).toEqual(IDENTITY.values);
  });

  it('takes a title without quotes, and an empty one', () => {
    expect(parseCube(lines('TITLE My look', 'LUT_3D_SIZE 2', ...CORNERS)).title).toBe('My look');
    expect(parseCube(lines('TITLE ""', 'LUT_3D_SIZE 2', ...CORNERS)).title).toBe('');
  });

  it.each<[string, number, string, string]>([
    ['no text', 1, 'expected LUT_1D_SIZE or LUT_3D_SIZE', ''],
    ['only a comment', 1, 'expected LUT_1D_SIZE or LUT_3D_SIZE', '# nothing'],
    [
      'values before a size',
      2,
      'expected LUT_1D_SIZE or LUT_3D_SIZE before the first values',
      lines('TITLE "a"', '0 0 0'),
    ],
    [
      'a size of 1',
      1,
      'expected a whole number from 2 to 256 after LUT_3D_SIZE, got "1"',
      lines('LUT_3D_SIZE 1', '0 0 0'),
    ],
    ['a size of 257', 1, 'expected a whole number from 2 to 256', 'LUT_3D_SIZE 257'],
    [
      'a size of 1e9',
      1,
      'expected a whole number from 2 to 256 after LUT_3D_SIZE, got "1000000000"',
      'LUT_3D_SIZE 1000000000',
    ],
    ['a size in words', 1, 'after LUT_1D_SIZE, got "many"', 'LUT_1D_SIZE many'],
    ['a negative size', 1, 'got "-2"', 'LUT_1D_SIZE -2'],
    ['a fractional size', 1, 'got "2.5"', 'LUT_1D_SIZE 2.5'],
    ['curves of 65537', 1, 'expected a whole number from 2 to 65536', 'LUT_1D_SIZE 65537'],
    [
      'a size that the text has no room for',
      1,
      'LUT_3D_SIZE 256 means 16777216 rows of values, for which the text is too short',
      lines('LUT_3D_SIZE 256', ...CORNERS),
    ],
    [
      'too few rows',
      8,
      'expected 8 rows of values, but the text ends after 7',
      lines('LUT_3D_SIZE 2', ...CORNERS.slice(0, 6), '0.00000 1 1'),
    ],
    [
      'too many rows',
      10,
      'expected no more than the 8 rows that the sizes say, got another',
      lines('LUT_3D_SIZE 2', ...CORNERS, '1 1 1'),
    ],
    ['two numbers', 3, 'expected three numbers, got "1 0"', lines('LUT_3D_SIZE 2', '0 0 0', '1 0', ...CORNERS)],
    [
      'four numbers',
      3,
      'expected three numbers, got "1 0 0 0"',
      lines('LUT_3D_SIZE 2', '0 0 0', '1 0 0 0', ...CORNERS),
    ],
    ['NaN', 3, 'got "NaN 0 0"', lines('LUT_3D_SIZE 2', '0 0 0', 'NaN 0 0', ...CORNERS)],
    ['nan', 3, 'expected three numbers, got "nan 0 0"', lines('LUT_3D_SIZE 2', '0 0 0', 'nan 0 0', ...CORNERS)],
    ['Infinity', 2, 'got "0 -Infinity 0"', lines('LUT_3D_SIZE 2', '0 -Infinity 0', ...CORNERS)],
    [
      'a number beyond floats',
      2,
      'expected numbers that fit into 32 bits, got "0 1e39 0"',
      lines('LUT_3D_SIZE 2', '0 1e39 0', ...CORNERS),
    ],
    ['hexadecimal', 2, 'got "0x1 0 0"', lines('LUT_3D_SIZE 2', '0x1 0 0', ...CORNERS)],
    ['commas', 2, 'got "0,0,0"', lines('LUT_3D_SIZE 2', '0,0,0', ...CORNERS)],
    [
      'an unknown keyword',
      1,
      'expected TITLE, a size, a domain, an input range, three numbers or a comment, got "LUT_2D_SIZE 2"',
      'LUT_2D_SIZE 2',
    ],
    [
      'a keyword twice',
      2,
      'expected LUT_3D_SIZE once, it was given in line 1',
      lines('LUT_3D_SIZE 2', 'LUT_3D_SIZE 2', ...CORNERS),
    ],
    ['a title twice', 3, 'expected TITLE once', lines('TITLE "a"', '', 'TITLE "b"')],
    [
      'a keyword after values',
      3,
      'expected three numbers, all keywords being before the values, got "TITLE',
      lines('LUT_3D_SIZE 2', '0 0 0', 'TITLE "x"', ...CORNERS),
    ],
    ['a domain of two numbers', 1, 'expected 3 numbers after the keyword, got "DOMAIN_MIN 0 0"', 'DOMAIN_MIN 0 0'],
    ['a domain of words', 1, 'expected 3 numbers after the keyword', 'DOMAIN_MAX 1 one 1'],
    ['a domain without end', 1, 'expected 3 numbers after the keyword', 'DOMAIN_MAX 1 1e999 1'],
    [
      'an empty domain',
      3,
      'expected DOMAIN_MIN to be smaller than DOMAIN_MAX',
      lines('LUT_3D_SIZE 2', 'DOMAIN_MAX 1 1 1', 'DOMAIN_MIN 0 1 0', ...CORNERS),
    ],
    ['a range backwards', 1, 'expected the smaller number first after LUT_3D_INPUT_RANGE', 'LUT_3D_INPUT_RANGE 1 0'],
    [
      'a domain and a range',
      3,
      'expected a domain or LUT_3D_INPUT_RANGE, got both',
      lines('LUT_3D_SIZE 2', 'DOMAIN_MAX 2 2 2', 'LUT_3D_INPUT_RANGE 0 1', ...CORNERS),
    ],
    ['binary', 1, 'expected a keyword, three numbers or a comment', '\u0000\u0001\u0002\uFFFD'],
    ['another format', 1, 'expected a keyword, three numbers or a comment, got "{\\"lut\\": 3}"', '{"lut": 3}'],
    ['a long line', 2, 'expected at most 1024 characters, got 5000000', lines('LUT_3D_SIZE 2', '0'.repeat(5_000_000))],
    ['a text of one line', 1, 'expected at most 1024 characters', ' '.repeat(1_000_000)],
  ])('refuses %s, by line', (_, line, problem, text) => {
    const error = failure(text);
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.details).toEqual({ line });
    expect(error.message).toContain(`line ${line}: `);
    expect(error.message).toContain(problem);
    expect(error.message.length).toBeLessThan(250);
  });

  it('ends soon on long texts that are no LUT', () => {
    const started = performance.now();
    const digits = `${'1'.repeat(1000)}x`;
    for (const text of [
      `LUT_3D_SIZE 2\n${digits}`,
      '#\n'.repeat(2_000_000),
      '\n'.repeat(5_000_000),
      `TITLE ${'"'.repeat(1000)}`,
    ]) {
      expect(failure(text).code).toBe('INPUT_UNREADABLE');
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('reads any text into a whole LUT, or refuses it by line', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'LUT_3D_SIZE 2',
        'LUT_1D_SIZE 2',
        'LUT_1D_SIZE 3',
        'DOMAIN_MIN 0 0 0',
        'DOMAIN_MAX 1 1 1',
        'TITLE "x"',
      ),
      fc.constantFrom(
        'LUT_1D_INPUT_RANGE 0 1',
        'LUT_3D_INPUT_RANGE 0 2',
        '# x',
        '',
        '0 0 0',
        '1 .5 1e-3',
        'NaN 1 1',
        '\t',
      ),
      fc.string({ maxLength: 20 }),
    );
    const text = fc.array(word, { maxLength: 20 }).map((words) => words.join('\n'));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (input) => {
        try {
          const lut = parseCube(input);
          expect(writeCube(parseCube(writeCube(withTitle(lut))))).toBe(writeCube(withTitle(lut)));
        } catch (error) {
          expect(HavcError.is(error, 'INPUT_UNREADABLE')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a LUT with a byte exchanged, or reads a whole one', () => {
    const sound = writeCube({ title: 'x', curves: curvesOf(3, (v) => v * v), lattice: IDENTITY });
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), fc.nat(3), (at, byte, length) => {
        const damaged = sound.slice(0, at) + String.fromCharCode(byte).repeat(length) + sound.slice(at + 1);
        try {
          const { curves, lattice } = parseCube(damaged);
          expect((curves?.values.length ?? 0) + (lattice?.values.length ?? 0)).toBeGreaterThan(0);
          expect([...(curves?.values ?? []), ...(lattice?.values ?? [])].every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(HavcError.is(error, 'INPUT_UNREADABLE')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('writeCube', () => {
  it('writes what parseCube reads back, to the last bit', () => {
    fc.assert(
      fc.property(luts(), fc.option(fc.string({ maxLength: 50 }).map(plain), { nil: undefined }), (made, title) => {
        const lut = made.curves && made.lattice ? evenRanges(made) : made;
        const named: Lut = title === undefined ? lut : { title, ...lut };
        expect(parseCube(writeCube(named))).toEqual(withoutMinusZero(named));
      }),
    );
  });

  it('writes the specification’s order, and only what is needed', () => {
    expect(writeCube({ title: 'Plain', lattice: IDENTITY })).toBe(
      `TITLE "Plain"\nLUT_3D_SIZE 2\n${CORNERS.join('\n')}\n`,
    );
    const curves = curvesOf(2, (v) => v / 3, [0, 0, 0], [1, 1, 2]);
    expect(writeCube({ curves })).toBe('LUT_1D_SIZE 2\nDOMAIN_MAX 1 1 2\n0 0 0\n0.33333334 0.33333334 0.6666667\n');
  });

  it('refuses what a file cannot say', () => {
    const uneven = { ...IDENTITY, to: [1, 1, 2] } as const;
    expect(() => writeCube({})).toThrow('lut must have curves, a lattice or both.');
    expect(() => writeCube({ title: 'two\nlines', lattice: IDENTITY })).toThrow('lut.title must be one line');
    expect(() => writeCube({ title: 'a "b"', lattice: IDENTITY })).toThrow('lut.title must be one line');
    const nan = { ...IDENTITY, values: IDENTITY.values.map(() => Number.NaN) };
    expect(() => writeCube({ lattice: nan })).toThrow('lut holds NaN');
    const curves = curvesOf(2, (v) => v);
    expect(() => writeCube({ curves, lattice: uneven })).toThrow('lut.lattice must have one input range');
  });
});

function failure(text: string): HavcError {
  try {
    parseCube(text);
  } catch (error) {
    if (HavcError.is(error)) return error;
    throw error;
  }
  throw new Error('The text was read.');
}

/** Without what no title may hold, and without blanks at its ends, which quotes keep but no quotes don't. */
function plain(text: string): string {
  return text.replaceAll(/["\p{Cc}\u2028\u2029]/gu, '');
}

function withTitle(lut: Lut): Lut {
  return lut.title === undefined ? lut : { ...lut, title: plain(lut.title) };
}

function evenRanges({ curves, lattice }: Lut): Lut {
  const even = { from: [-0.25, -0.25, -0.25], to: [1.5, 1.5, 1.5] } as const;
  return { curves: { ...curves!, ...even }, lattice: { ...lattice!, ...even } };
}

/** A 0 in a file has no sign. */
function withoutMinusZero(lut: Lut): Lut {
  const clean = (table: NonNullable<Lut['curves']>) => ({
    ...table,
    from: table.from.map((value) => value + 0) as unknown as typeof table.from,
    values: table.values.map((value) => value + 0),
  });
  return {
    ...lut,
    ...(lut.curves && { curves: clean(lut.curves) }),
    ...(lut.lattice && { lattice: clean(lut.lattice) }),
  };
}
