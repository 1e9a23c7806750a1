import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeFileFor } from './record-file.ts';

describe('recipeFileFor', () => {
  it.each([
    ['film.color.mp4', 'film.color.mp4.recipe.json'],
    ['out/film.mkv', 'out/film.mkv.recipe.json'],
    ['/films/photo', '/films/photo.recipe.json'],
    ['.hidden', '.hidden.recipe.json'],
    ['a b.c d.mov', 'a b.c d.mov.recipe.json'],
    [`${'x'.repeat(239)}.mp4`, `${'x'.repeat(239)}.mp4.recipe.json`],
    [`${'x'.repeat(251)}.mp4`, `${'x'.repeat(243)}.recipe.json`],
    // Of 2 and 4 bytes a character: what is left over stays free.
    [`${'é'.repeat(125)}.mp4`, `${'é'.repeat(121)}.recipe.json`],
    [`${'🎞'.repeat(62)}.mp4`, `${'🎞'.repeat(60)}.recipe.json`],
  ])('names the file beside %s', (output, expected) => {
    expect(recipeFileFor(output)).toBe(expected);
  });

  it('never gives a name of more than 255 bytes, nor half a character', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((name) => !/[/\\\0]/.test(name));
    fc.assert(
      fc.property(names, (name) => {
        const made = basename(recipeFileFor(`/films/${name}.mp4`));
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(255);
        expect(Buffer.from(made).toString()).toBe(made);
        expect(made.endsWith('.recipe.json')).toBe(true);
      }),
    );
  });
});
