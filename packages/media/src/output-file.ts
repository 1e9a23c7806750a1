import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { link, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';

/** An output that is being made under a temporary name, and appears under its own when it is complete. */
export interface ReservedOutput extends AsyncDisposable {
  /** Where the output will appear, absolute; a symbolic link has been followed to the file it stands for. */
  readonly path: string;
  /**
   * Where to write, absolute (so it never begins with a dash), in the same folder and with the same extension. The file
   * is there already, empty: write over it (ffmpeg: `-y`).
   */
  readonly temporaryPath: string;
  /**
   * Flushes the temporary file to the disk and gives it the output's name, in one step as other programs see it.
   * When it throws, the temporary file is still there: `discard()` removes it.
   *
   * @throws HavcError `OUTPUT_EXISTS` when a file of that name has appeared meanwhile and may not be replaced,
   * `DISK_FULL`, `OUTPUT_UNWRITABLE`.
   */
  commit(): Promise<void>;
  /** Removes the temporary file; does nothing after `commit()`. Safe to call twice. */
  discard(): Promise<void>;
}

/** How {@link reserveOutput} treats what is already there. */
export interface ReserveOutputOptions {
  /** Whether a plain file of that name may be replaced. Default: false. */
  readonly overwrite?: boolean;
  /** Files that are being read: the output may be none of them, whatever the spelling or link. Default: none. */
  readonly inputs?: readonly string[];
}

/** The longest name that ext4, APFS, NTFS and exFAT all take, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255;
/** A longer "extension" is a part of the name that happens to follow a dot. */
const MAX_EXTENSION_BYTES = 16;

/**
 * Checks that an output may be written and opens a temporary file for it in its folder.
 *
 * Nothing that exists is touched before `commit()`, and then only with `overwrite`. Without it the final name is given
 * with a hard link, which fails where the name has been taken meanwhile. On file systems without hard links (FAT, some
 * network shares) an empty file claims the name for the moment before the rename.
 *
 * @param output - the final name; relative to the working directory.
 * @throws HavcError `OPTION_INVALID` for an empty name or one of the inputs; `OUTPUT_EXISTS`; `OUTPUT_UNWRITABLE` for a
 * missing or closed folder, a folder or a device of that name; `DISK_FULL`.
 */
export async function reserveOutput(output: string, options: ReserveOutputOptions = {}): Promise<ReservedOutput> {
  const { overwrite = false, inputs = [] } = options;
  if (output === '' || output.includes('\0')) {
    throw new HavcError('OPTION_INVALID', `The output's name ${JSON.stringify(output)} is no file name: give another.`);
  }
  if (output.endsWith('/') || output.endsWith(path.sep)) {
    throw new HavcError('OUTPUT_UNWRITABLE', `The output ${JSON.stringify(output)} names a folder: add a file name.`);
  }
  const requested = path.resolve(output);
  const target = await checkTarget(requested, overwrite, inputs);
  const temporaryPath = path.join(path.dirname(target), temporaryName(path.basename(target)));
  try {
    await (await open(temporaryPath, 'wx')).close();
  } catch (error) {
    throw outputError(error, target);
  }

  let state: 'open' | 'committed' | 'discarded' = 'open';
  const discard = async (): Promise<void> => {
    if (state !== 'open') return;
    state = 'discarded';
    await rm(temporaryPath, { force: true });
  };
  return {
    path: target,
    temporaryPath,
    async commit() {
      if (state === 'committed') return;
      await checkTarget(requested, overwrite, inputs);
      try {
        await flush(temporaryPath);
        if (overwrite) await rename(temporaryPath, target);
        else await renameIfFree(temporaryPath, target);
      } catch (error) {
        throw outputError(error, target);
      }
      state = 'committed';
      await flushFolder(path.dirname(target));
    },
    discard,
    [Symbol.asyncDispose]: discard,
  };
}

/**
 * Checks that an output may be written, by making its temporary file and removing it again: to be known before long work
 * is begun.
 *
 * @throws HavcError as {@link reserveOutput} does.
 */
export async function ensureWritable(output: string, options: ReserveOutputOptions = {}): Promise<void> {
  await (await reserveOutput(output, options)).discard();
}

/**
 * The HavcError that stands for a failed write: `DISK_FULL` where no space or quota is left, `OUTPUT_EXISTS`, else
 * `OUTPUT_UNWRITABLE`. A HavcError is returned as it is.
 *
 * @param error - what a `node:fs` call threw.
 * @param output - the output that was being written, for the message.
 */
export function outputError(error: unknown, output: string): HavcError {
  if (HavcError.is(error)) return error;
  const code = errnoOf(error);
  const name = JSON.stringify(output);
  const about = { details: { path: output, errno: code }, cause: error };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new HavcError(
        'DISK_FULL',
        `No space is left in ${JSON.stringify(path.dirname(output))} for ${name}: free some, or write elsewhere.`,
        about,
      );
    case 'EEXIST':
      return existsError(output, error);
    case 'EACCES':
    case 'EPERM':
      return unwritable(output, 'its folder allows no new files: change its permissions or write elsewhere', about);
    case 'EROFS':
      return unwritable(output, 'its file system is read-only: write elsewhere', about);
    case 'ENOENT':
      return unwritable(output, 'its folder does not exist: make the folder first', about);
    case 'ENOTDIR':
      return unwritable(output, 'a part of its path is a file and not a folder: correct the path', about);
    case 'ENAMETOOLONG':
      return unwritable(output, 'its name is too long for the file system: give a shorter one', about);
    case 'EFBIG':
      return unwritable(output, 'its file system holds no file this large: write elsewhere', about);
    default:
      return unwritable(output, `${error instanceof Error ? error.message : String(error)}: write elsewhere`, about);
  }
}

/** Throws where the output may not be written; else says which file a symbolic link at its place stands for. */
async function checkTarget(output: string, overwrite: boolean, inputs: readonly string[]): Promise<string> {
  const entry = await statOrNothing(lstat(output, { bigint: true }), output);
  if (entry === undefined) return output;
  const file = entry.isSymbolicLink() ? await statOrNothing(stat(output, { bigint: true }), output) : entry;
  const name = JSON.stringify(output);
  if (file !== undefined) {
    for (const input of inputs) {
      const source = await stat(input, { bigint: true }).catch(() => undefined); // a missing input is its reader's error
      if (source === undefined || source.dev !== file.dev || source.ino !== file.ino) continue;
      throw new HavcError(
        'OPTION_INVALID',
        `The output ${name} is the input ${JSON.stringify(input)} itself: give the output another name.`,
        { details: { option: 'output', path: output, input } },
      );
    }
    if (file.isDirectory()) throw unwritable(output, 'it is a folder: add a file name');
    if (!file.isFile()) throw unwritable(output, 'it is a device, a pipe or a socket: give the name of a file');
  }
  if (!overwrite) throw existsError(output);
  // A link that leads nowhere is itself replaced; any other is followed, so that the file it stands for is.
  return file !== undefined && entry.isSymbolicLink() ? await realpath(output) : output;
}

async function statOrNothing(pending: Promise<BigIntStats>, output: string): Promise<BigIntStats | undefined> {
  try {
    return await pending;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw outputError(error, output);
  }
}

/** `.name.1f2e3d4c5b6a.part.mp4`: hidden, next to the output, with its extension, within the file system's limit. */
function temporaryName(name: string): string {
  const dot = name.lastIndexOf('.');
  const last = dot < 0 ? '' : name.slice(dot);
  const extension = Buffer.byteLength(last) <= MAX_EXTENSION_BYTES ? last : '';
  const ending = `.${randomBytes(6).toString('hex')}.part${extension}`;
  let bytes = 1 + Buffer.byteLength(ending);
  let stem = '.';
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_NAME_BYTES) break;
    // ffmpeg's image writers read % as the place of a number; control characters make bad log lines.
    stem += character === '%' || character < ' ' ? '_' : character;
  }
  return stem + ending;
}

async function renameIfFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'].includes(code)) throw error;
    await (await open(to, 'wx')).close();
    try {
      await rename(from, to);
    } catch (cause) {
      await rm(to, { force: true });
      throw cause;
    }
    return;
  }
  await rm(from, { force: true });
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the new name itself survive a power cut, where the system lets a folder be opened. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network shares refuse; the output is complete under its name all the same.
  }
}

function existsError(output: string, cause?: unknown): HavcError {
  return new HavcError(
    'OUTPUT_EXISTS',
    `The output ${JSON.stringify(output)} exists already: give another name, or allow it to be overwritten.`,
    { details: { path: output }, cause },
  );
}

function unwritable(
  output: string,
  why: string,
  about: ConstructorParameters<typeof HavcError>[2] = { details: { path: output } },
): HavcError {
  return new HavcError('OUTPUT_UNWRITABLE', `Can't write ${JSON.stringify(output)}: ${why}.`, about);
}

function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
