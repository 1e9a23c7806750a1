import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { HavcError } from '@havc/core';
import type { ReadRecipeFile } from '../compile/picture-steps.ts';
import { readBounded } from './read-bounded.ts';

/** A LUT of 129x129x129, the largest that programs write, has about 60 MB as text. */
const MAX_LUT_BYTES = 64 << 20;

/**
 * Reads files that a recipe names, inside of its own folder and nowhere else: recipes are passed on, and whoever runs one
 * must not find other files read by it.
 *
 * @param folder - of the recipe; undefined where the user has named the files, which may be anywhere then.
 */
export function recipeFileReader(folder: string | undefined): ReadRecipeFile {
  return async (file) => {
    if (folder === undefined) return readBounded(file, MAX_LUT_BYTES, 'file');
    const name = JSON.stringify(file);
    const outside = new HavcError(
      'RECIPE_INVALID',
      `The recipe names the file ${name}, which lies outside of its folder: put it beside the recipe, and name it by a ` +
        'relative path.',
      { details: { file } },
    );
    if (isAbsolute(file) || /^[a-zA-Z]:/.test(file) || file.includes('\0')) throw outside;
    const home = await realpath(resolve(folder));
    const path = resolve(home, file);
    if (!isInside(home, path)) throw outside;
    // A link may lead elsewhere.
    const real = await realpath(path).catch(() => path);
    if (!isInside(home, real)) throw outside;
    return readBounded(real, MAX_LUT_BYTES, 'file of the recipe');
  };
}

function isInside(home: string, path: string): boolean {
  const way = relative(home, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
