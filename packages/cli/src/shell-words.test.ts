import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitShellWords } from './shell-words.ts';

const split = (line: string) => splitShellWords(line, '--encoder-args');

describe('splitShellWords', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['   ', []],
    ['-preset slow -tune grain', ['-preset', 'slow', '-tune', 'grain']],
    ['  -g   250\t-bf 2\n', ['-g', '250', '-bf', '2']],
    [`-x264-params "keyint=250:psy-rd=1.0,0.15"`, ['-x264-params', 'keyint=250:psy-rd=1.0,0.15']],
    [`-metadata title='A trip to the moon'`, ['-metadata', 'title=A trip to the moon']],
    [`"it's" 'say "hi"'`, ["it's", 'say "hi"']],
    [`a"b"'c'd`, ['abcd']],
    [`"" ''`, ['', '']],
    ['a\\ b', ['a b']],
    [`"a\\"b\\\\c\\d"`, ['a"b\\c\\d']],
    [`'a\\b'`, ['a\\b']],
    ['$HOME * ; `id` | x', ['$HOME', '*', ';', '`id`', '|', 'x']],
    ['a\\\nb', ['ab']],
  ])('splits %j', (line, words) => {
    expect(split(line)).toEqual(words);
  });

  it.each([
    ["-a 'b", /^--encoder-args has a ' that is not closed/],
    ['-a "b', /^--encoder-args has a " that is not closed/],
    ['-a b\\', /^--encoder-args ends in a backslash/],
  ])('refuses %j', (line, message) => {
    expect(() => split(line)).toThrow(message);
  });

  it('gives back any words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
        expect(split(line)).toEqual(words);
      }),
    );
  });

  it.skipIf(process.platform === 'win32')('splits as sh does', () => {
    // Characters that sh would expand are left out: here they are plain on purpose.
    const piece = fc.stringMatching(/^[a-z \t"'\\=:,.-]*$/);
    fc.assert(
      fc.property(piece, (line) => {
        let words: string[];
        try {
          words = split(line);
        } catch {
          return; // unfinished; sh complains as well
        }
        const script = `printf '%s\\0' "$#"; for word in "$@"; do printf '%s\\0' "$word"; done`;
        const out = execFileSync('sh', ['-c', `set -- ${line}\n${script}`], { encoding: 'utf8' });
        expect(out.split('\0').slice(1, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });
});
