import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNamer } from './file-names.ts';

describe('fileNamer', () => {
  it.each([
    ['DA+DDs', 'DA+DDs'],
    ['Été 1.jpg', 'Ete-1.jpg'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a\\b:c*d', 'a-b-c-d'],
    ['.hidden', 'hidden'],
    ['東京', 'unnamed'],
    ['', 'unnamed'],
    ['nul.png', '_nul.png'],
    ['x'.repeat(500), 'x'.repeat(48)],
  ])('names %j %j', (text, name) => expect(fileNamer()(text)).toBe(name));

  it('keeps apart what would have one name', () => {
    const nameOf = fileNamer();
    expect(['a b', 'a?b', 'A b', 'a b', '東', '京'].map(nameOf)).toEqual([
      'a-b',
      'a-b-2',
      'A-b-3',
      'a-b',
      'unnamed',
      'unnamed-2',
    ]);
  });

  it('never gives two texts one name, nor one that leads elsewhere', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 12 }), (texts) => {
        const names = texts.map(fileNamer());
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_+][A-Za-z0-9._+-]*$/);
      }),
    );
  });
});
