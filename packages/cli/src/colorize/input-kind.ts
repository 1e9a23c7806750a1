import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { HavcError } from '@havc/core';
import { isSequencePattern, stillFormatOf } from '@havc/media';

/** What an input is, which decides how it is coloured. */
export type InputKind = 'film' | 'pipe' | 'image' | 'folder' | 'sequence';

/**
 * What the input is: `-` a pipe; a folder; a name with `%d` or `%05d` a numbered sequence, unless a file is really
 * called so; a file an image or a film, by its extension, or by its first bytes where it has none.
 *
 * @throws HavcError `INPUT_MISSING` where there is nothing of that name, `INPUT_UNREADABLE` where it may not be read.
 */
export async function inputKind(input: string): Promise<InputKind> {
  if (input === '-') return 'pipe';
  const entry = await stat(input).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'ENAMETOOLONG') return undefined;
    throw new HavcError('INPUT_UNREADABLE', `The input ${JSON.stringify(input)} can't be opened: ${cause.message}.`, {
      details: { path: input },
      cause,
    });
  });
  if (entry?.isDirectory()) return 'folder';
  if (entry) return (await isImage(input)) ? 'image' : 'film';
  if (isSequencePattern(input)) return 'sequence';
  const hint = input.startsWith('-') ? ' If it was meant as an option, havc has none of that name.' : '';
  throw new HavcError(
    'INPUT_MISSING',
    `There is no file or folder ${JSON.stringify(input)}: check the name and the folder you are in.${hint}`,
    { details: { path: input } },
  );
}

async function isImage(path: string): Promise<boolean> {
  if (stillFormatOf(path) !== undefined) return true;
  if (extname(path) !== '') return false;
  const start = Buffer.alloc(12);
  try {
    const file = await open(path, 'r');
    await file.read(start, 0, start.length, 0).finally(() => file.close());
  } catch {
    return false; // whoever opens it next says why it can't be read
  }
  return isImageStart(start);
}

/** Whether a file that begins with these bytes is a PNG, JPEG, TIFF or WebP picture. */
function isImageStart(start: Buffer): boolean {
  const text = start.toString('latin1');
  return (
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('II*\0') ||
    text.startsWith('MM\0*') ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP')
  );
}
