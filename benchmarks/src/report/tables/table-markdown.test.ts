import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeMarkdown, escapeMarkdown, tableMarkdown } from './table-markdown.ts';

const HOSTILE_CHARACTERS = [
  '|',
  '\\',
  '\n',
  '\r',
  '\u2028',
  '<',
  '>',
  '[',
  ']',
  '(',
  '`',
  '*',
  '&',
  'a',
  ' ',
  '\u0000',
  '👩',
];

describe('escapeMarkdown', () => {
  it.each([
    ['plain words, 12.3 (and more)', 'plain words, 12.3 (and more)'],
    ['a|b\n| c |', 'a\\|b \\| c \\|'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['](javascript:alert(1))', '\\](javascript:alert(1))'],
    ['<script>', '&lt;script&gt;'],
    ['![x](http://a)', '!\\[x\\](http:&#47;&#47;a)'],
    ['www.example.com', 'www&#46;example.com'],
    ['my_model *best* `x`', 'my\\_model \\*best\\* \\`x\\`'],
    ['\\|', '\\\\\\|'],
    ['&lt;', '&amp;lt;'],
    ['# no title', '\\# no title'],
    ['CPU @ 2 GHz, set #1', 'CPU @ 2 GHz, set #1'],
    ['@someone', '&#64;someone'],
  ])('writes %j as %s', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

  it('leaves one line and no bar that divides cells', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...HOSTILE_CHARACTERS) }), (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[\n\r\u2028\u2029<>]/);
        // Each bar has an odd number of backslashes before it.
        for (const { 1: slashes } of escaped.matchAll(/(\\*)\|/g)) expect(slashes!.length % 2).toBe(1);
      }),
    );
  });
});

describe('codeMarkdown', () => {
  it('has a fence that is longer than any in the text', () => {
    expect(codeMarkdown('havc bench')).toBe('```\nhavc bench\n```');
    expect(codeMarkdown('a ```` b\n```')).toBe('`````\na ```` b ```\n`````');
  });
});

describe('tableMarkdown', () => {
  it('has as many cells in each row as titles, whatever the labels say', () => {
    const text = tableMarkdown({
      title: 'T|T',
      reading: 'Lower is better.',
      columns: [{ title: 'method' }, { title: 'dE', isNumber: true, group: 'mean' }],
      rows: [
        { cells: [{ text: 'a|b\nc' }, { text: '1.00', value: 1, remark: 'x' }] },
        { cells: [{ text: 'gray' }], kind: 'reference' },
      ],
    });
    expect(text.split('\n')).toEqual([
      '**T\\|T** Lower is better.',
      '',
      '| method | mean dE |',
      '| :-- | --: |',
      '| a\\|b c | 1.00 x |',
      '| *gray* |  |',
    ]);
  });
});
