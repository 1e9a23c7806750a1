import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOutputFolder } from './output-folder.ts';

let folder: string;
let scans: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-folder-'));
  scans = join(folder, 'scans');
  await mkdir(scans);
});
afterEach(() => rm(folder, { recursive: true }));

const codeOf = (path: string) =>
  makeOutputFolder(path, scans).then(
    () => 'no error',
    (error: unknown) => (HavcError.is(error) ? error.code : error),
  );

describe('makeOutputFolder', () => {
  it('makes the folder, and removes it again while it is empty', async () => {
    const made = await makeOutputFolder(join(folder, 'out'), scans);
    expect((await readdir(folder)).sort()).toEqual(['out', 'scans']);
    await made.removeIfEmpty();
    expect(await readdir(folder)).toEqual(['scans']);
  });

  it('keeps a folder that has something in it, and one that was there before', async () => {
    const made = await makeOutputFolder(join(folder, 'out'), scans);
    await writeFile(join(folder, 'out', 'a.png'), '');
    await made.removeIfEmpty();
    await mkdir(join(folder, 'before'));
    await (await makeOutputFolder(join(folder, 'before'), scans)).removeIfEmpty();
    expect((await readdir(folder)).sort()).toEqual(['before', 'out', 'scans']);
  });

  it('refuses what cannot be a folder for outputs', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink('scans', join(folder, 'link'));
    await symlink('nowhere', join(folder, 'dangling'));
    expect(await codeOf(scans)).toBe('OPTION_INVALID');
    expect(await codeOf(join(folder, 'link'))).toBe('OPTION_INVALID');
    expect(await codeOf(join(folder, 'file'))).toBe('OUTPUT_UNWRITABLE');
    expect(await codeOf(join(folder, 'dangling'))).toBe('OUTPUT_UNWRITABLE');
    expect(await codeOf(join(folder, 'file', 'out'))).toBe('OUTPUT_UNWRITABLE');
    expect(await codeOf(join(folder, 'a', 'b'))).toBe('OUTPUT_UNWRITABLE');
    expect(await codeOf(join(folder, 'x'.repeat(300)))).toBe('OUTPUT_UNWRITABLE');
  });
});
