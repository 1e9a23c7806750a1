import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallValue } from './call-values.ts';
import { parseCalls } from './parse-calls.ts';

type Plain = string | number | boolean | null | readonly Plain[];

/** A text as Python writes it, in one of its ways. */
function textLiteral(text: string, way: number): string {
  const escaped = text
    .replace(/[\\'"]/g, '\\$&')
    .replace(/[\n\r]/g, (character) => (character === '\n' ? '\\n' : '\\r'));
  return [`"${escaped}"`, `'${escaped}'`, `"""${escaped}"""`, `'${escaped}' ""`][way % 4] as string;
}

function literal(value: Plain, way: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return textLiteral(value, way);
  const items = value.map((item) => literal(item, way));
  if (way % 2 === 0) return `[${items.join(', ')}]`;
  return items.length === 0 ? '()' : `(${items.join(' ,\n\t')},)`;
}

function plain(value: CallValue): unknown {
  if (value.kind === 'list') return value.items.map(plain);
  if (value.kind === 'none') return null;
  return 'value' in value ? value.value : value;
}

const values: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain; list: readonly Plain[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
})).value;

const names = fc.stringMatching(/^[a-z][A-Za-z_0-9]{0,8}$/).map((name) => `${name}_`);

describe('parseCalls', () => {
  it('reads back the arguments of any call that was written from data', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 5 }),
        fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name, maxLength: 5 }),
        fc.nat(7),
        (positional, named, way) => {
          const written = [
            ...positional.map((value) => literal(value, way)),
            ...named.map(([name, value]) => `${name}=${literal(value, way)}`),
          ];
          const text = `clip = havc.HAVC_main(${written.join(way % 3 === 0 ? ', ' : ', # and\n  ')})`;
          const call = parseCalls(text).statements[0]?.value;
          if (call?.kind !== 'call') throw new Error('no call');
          expect(call.name).toBe('havc.HAVC_main');
          expect(call.arguments.map(({ name, value }) => [name, plain(value)])).toEqual([
            ...positional.map((value) => [undefined, value]),
            ...named.map(([name, value]) => [name, value]),
          ]);
        },
      ),
    );
  });

  it('ends with a result or a HavcError for any text', () => {
    const pieces = fc.constantFrom(
      ...'( ) [ ] { } , = == : . ; # \\ \n \r \t " \' """ r" f\' - + * 0 1.5 1e9 0x _ clip HAVC_main( havc. None True if for lambda x import as def @ ? é 😀 \u2028 \0'
        .split(' ')
        .concat([' ', '\n', '    ']),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 80 }).map((parts) => `HAVC_main(clip, ${parts.join(' ')})`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const { statements, leftOut } = parseCalls(text);
          expect(statements.length + leftOut.length).toBeLessThanOrEqual(text.length);
        } catch (error) {
          if (!HavcError.is(error, 'RECIPE_INVALID')) throw error;
          expect(error.message).toMatch(/^Line \d+, column \d+: /);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
