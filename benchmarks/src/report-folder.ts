import { lstat, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HavcError } from '@havc/core';

/** What a report consists of, and what a new one replaces. */
const REPORT_ENTRIES = ['results.json', 'report.html', 'report.md', 'thumbnails'];

/**
 * A folder beside the one that a report will be in: on the same disk, so that it can be moved there at once.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`.
 */
export async function makeFolderBeside(output: string): Promise<string> {
  const target = resolve(output);
  try {
    const there = await lstat(target).catch(() => undefined);
    if (there?.isFile()) throw new Error('it is a file');
    await mkdir(dirname(target), { recursive: true });
    return await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  } catch (cause) {
    throw unwritable(output, cause);
  }
}

/**
 * Moves a finished report to its place. Files of other names that are there stay.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`.
 */
export async function moveReport(made: string, output: string): Promise<void> {
  const target = resolve(output);
  try {
    await mkdir(target, { recursive: true });
    for (const entry of REPORT_ENTRIES) {
      await rm(join(target, entry), { recursive: true, force: true });
      await rename(join(made, entry), join(target, entry)).catch((error: NodeJS.ErrnoException) => {
        // A report without pictures has no thumbnails.
        if (error.code !== 'ENOENT') throw error;
      });
    }
  } catch (cause) {
    throw unwritable(output, cause);
  }
}

function unwritable(output: string, cause: unknown): HavcError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new HavcError('OUTPUT_UNWRITABLE', `Can't write a report to ${JSON.stringify(output)}: ${why}.`, {
    details: { path: output },
    cause,
  });
}
