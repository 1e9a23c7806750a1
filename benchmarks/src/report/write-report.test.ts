import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createResults } from '../results/testing/create-results.ts';
import { makeResults } from './testing/made-results.ts';
import { makeThumbnail } from './testing/made-thumbnails.ts';
import { writeReport } from './write-report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeReport', () => {
  it('writes three files, whose JSON is what was measured', async () => {
    const results = makeResults();
    const files = await writeReport(results, folder);
    expect(files.html).toBe(join(folder, 'report.html'));
    expect((await readdir(folder)).sort()).toEqual(['report.html', 'report.md', 'results.json']);
    expect(JSON.parse(await readFile(files.json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(results)));
  });

  it('shows the thumbnails beside it', async () => {
    const results = makeResults();
    const thumbnail = results.color!.thumbnails[0]!;
    const bytes = await makeThumbnail(5);
    await mkdir(dirname(join(folder, thumbnail.image)), { recursive: true });
    await writeFile(join(folder, thumbnail.image), bytes);
    const { html } = await writeReport(results, folder);
    expect(await readFile(html, 'utf8')).toContain(`src="data:image/jpeg;base64,${bytes.toString('base64')}"`);
  });

  it('shows nothing from outside of its folder', async () => {
    const inside = join(folder, 'inside');
    const bytes = await makeThumbnail(6);
    await writeFile(join(folder, 'outside.jpg'), bytes);
    await mkdir(inside);
    await symlink(join(folder, 'outside.jpg'), join(inside, 'link.jpg'));
    const results = createResults();
    const thumbnails = ['../outside.jpg', 'link.jpg', join(folder, 'outside.jpg')].map((image) => ({
      ...{ picture: 'p1', method: 'truth', image },
    }));
    const { html } = await writeReport({ ...results, color: { ...results.color!, thumbnails } }, inside);
    expect(await readFile(html, 'utf8')).not.toContain('data:image/');
  });

  it('replaces a link of its name rather than writing through it', async () => {
    await writeFile(join(folder, 'precious.txt'), 'precious');
    await symlink(join(folder, 'precious.txt'), join(folder, 'report.md'));
    await writeReport(makeResults(), folder);
    expect(await readFile(join(folder, 'precious.txt'), 'utf8')).toBe('precious');
    expect((await lstat(join(folder, 'report.md'))).isFile()).toBe(true);
  });

  it('says where it can not write', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeReport(makeResults(), join(folder, 'file', 'report'))).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    });
  });
});
