import { basename, dirname, extname, join, resolve } from 'node:path';
import { stillFormatOf } from '@havc/media';

/**
 * The coloured image beside its source, in the same format: `photo.color.jpg`.
 *
 * @param extension - what an image's name gets that says no format: `.png`.
 * @param suffix - what every name gets.
 */
export function defaultImageOutput(input: string, extension: string, suffix = 'color'): string {
  const own = extname(input);
  const isFormat = stillFormatOf(input) !== undefined && own !== '';
  const stem = basename(input, isFormat ? own : '');
  return join(dirname(input), `${stem}.${suffix}${isFormat ? own : extension}`);
}

/** The folder of coloured images beside the folder of sources: `scans.color`. */
export function defaultFolderOutput(input: string, suffix = 'color'): string {
  // `.` and `..` have no name of their own before they are resolved.
  const name = basename(resolve(input));
  const parent = dirname(/(^|[\\/])\.{1,2}[\\/]*$/.test(input) ? resolve(input) : input);
  return join(parent, `${name}.${suffix}`);
}

/** The folder of the coloured images of a sequence, beside it: `shot_%05d.png` gives `shot.color`, `%d.png` `color`. */
export function defaultSequenceOutput(pattern: string, suffix = 'color'): string {
  const name = basename(pattern, extname(pattern))
    .replace(/%0?\d*d.*$/, '')
    .replace(/[\s._-]+$/, '');
  return join(dirname(pattern), name === '' ? suffix : `${name}.${suffix}`);
}
