import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { outputError } from '../output-file.ts';
import type { Sniffed } from './sniff-still.ts';

/** The HavcError that stands for a failure to find or open an input file. */
export function openError(error: unknown, input: string): HavcError {
  if (HavcError.is(error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const name = JSON.stringify(input);
  const about = { details: { path: input, errno: code }, cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new HavcError('INPUT_MISSING', `There is no file ${name}: check the name and the folder.`, about);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new HavcError('INPUT_UNREADABLE', `${name} may not be read: change its permissions.`, about);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new HavcError('INPUT_UNREADABLE', `${name} can't be read (${reason}): check the disk it lies on.`, about);
}

/** The HavcError for a file whose first bytes are of no format that is read here. */
export function formatError(sniffed: Exclude<Sniffed, { kind: 'still' }>, input: string): HavcError {
  const name = JSON.stringify(input);
  const about = { details: { path: input } };
  if (sniffed.kind === 'empty') {
    return new HavcError('INPUT_UNREADABLE', `${name} is empty: get the file again from where it came.`, about);
  }
  if (sniffed.isPicture) {
    return new HavcError(
      'INPUT_UNSUPPORTED',
      `${name} is ${sniffed.name}: convert it to PNG, JPEG, WebP or TIFF first.`,
      about,
    );
  }
  return new HavcError(
    'INPUT_UNREADABLE',
    `${name} holds no picture${sniffed.name ? ` but ${sniffed.name}` : ''}: give a PNG, JPEG, WebP or TIFF.`,
    about,
  );
}

/** The HavcError for a picture that its decoder gave up on. */
export function decodeError(error: unknown, input: string, format: string): HavcError {
  if (HavcError.is(error)) return error;
  return new HavcError(
    'INPUT_UNREADABLE',
    `The ${format.toUpperCase()} ${JSON.stringify(input)} is damaged or cut short (${reasonOf(error)}): ` +
      'get it again from where it came, or repair it with a picture editor.',
    { details: { path: input }, cause: error },
  );
}

/** The HavcError for a picture that could not be written: `DISK_FULL` where that is the reason. */
export async function encodeError(error: unknown, output: string): Promise<HavcError> {
  if (HavcError.is(error)) return error;
  if (await isOutOfSpace(error, path.dirname(output))) {
    return outputError(Object.assign(new Error(reasonOf(error)), { code: 'ENOSPC' }), output);
  }
  return outputError(Object.assign(new Error(reasonOf(error)), { cause: error }), output);
}

/** Whether a write failed because the disk (or the user's share of it) is full. */
export async function isOutOfSpace(error: unknown, folder: string): Promise<boolean> {
  if (/no space left|quota exceeded|not enough space/i.test(reasonOf(error))) return true;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  // libvips words its errors by the platform; the disk itself is the better witness.
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < 65536;
}

/** The first line that libvips wrote, which names the cause; the rest is what followed from it. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  const system = lines.find((line) => line.startsWith('system error: '));
  return [lines[0], system?.slice('system error: '.length)].filter(Boolean).join(', ');
}
