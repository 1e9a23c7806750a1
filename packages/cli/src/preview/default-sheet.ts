import { basename, dirname, extname, join } from 'node:path';
import { stillFormatOf } from '@havc/media';
import { defaultFolderOutput, defaultSequenceOutput } from '../colorize/default-output.ts';
import type { InputKind } from '../colorize/input-kind.ts';

/** The sheet beside what it is of: `film.preview.png`, of a folder `scans.preview.png`. */
export function defaultSheet(input: string, kind: Exclude<InputKind, 'pipe'>): string {
  if (kind === 'folder') return asSheet(defaultFolderOutput(input));
  if (kind === 'sequence') return asSheet(defaultSequenceOutput(input));
  const extension = extname(input);
  // In "Dr. Who" what follows the dot is none.
  const isExtension = kind === 'film' ? /^\.\w{1,5}$/.test(extension) : stillFormatOf(input) !== undefined;
  return join(dirname(input), `${basename(input, isExtension ? extension : '')}.preview.png`);
}

function asSheet(colored: string): string {
  return colored.replace(/color$/, 'preview.png');
}
