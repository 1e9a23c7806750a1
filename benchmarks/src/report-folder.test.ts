import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolderBeside, moveReport } from './report-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-report-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function makeReport(output: string, text: string): Promise<string> {
  const made = await makeFolderBeside(output);
  await mkdir(join(made, 'thumbnails'));
  for (const name of ['results.json', 'report.html', 'report.md', 'thumbnails/a.webp']) {
    await writeFile(join(made, name), text);
  }
  return made;
}

describe('moveReport', () => {
  it('puts a report in its place, whose folder need not be there', async () => {
    const output = join(folder, 'deep', 'down');
    await moveReport(await makeReport(output, 'new'), output);
    expect((await readdir(output)).sort()).toEqual(['report.html', 'report.md', 'results.json', 'thumbnails']);
  });

  it("replaces an earlier report whole, and leaves the user's own files", async () => {
    const output = join(folder, 'bench');
    await mkdir(join(output, 'thumbnails'), { recursive: true });
    await writeFile(join(output, 'thumbnails', 'stale.webp'), 'old');
    await writeFile(join(output, 'report.md'), 'old');
    await writeFile(join(output, 'notes.txt'), 'mine');
    await moveReport(await makeReport(output, 'new'), output);
    expect(await readFile(join(output, 'report.md'), 'utf8')).toBe('new');
    expect(await readFile(join(output, 'notes.txt'), 'utf8')).toBe('mine');
    expect(await readdir(join(output, 'thumbnails'))).toEqual(['a.webp']);
  });

  it('is content without thumbnails', async () => {
    const output = join(folder, 'bench');
    const made = await makeReport(output, 'new');
    await rm(join(made, 'thumbnails'), { recursive: true });
    await moveReport(made, output);
    expect((await readdir(output)).sort()).toEqual(['report.html', 'report.md', 'results.json']);
  });
});

describe('makeFolderBeside', () => {
  it('says it before anything is measured, where a file is in the way', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'mine');
    for (const output of [file, join(file, 'below')]) {
      await expect(makeFolderBeside(output)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    }
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});
