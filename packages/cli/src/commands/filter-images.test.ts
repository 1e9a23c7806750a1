import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { readStill } from '@havc/media';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasColors } from '../filter/has-colors.ts';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const base = temporaryFolder();
beforeAll(async () => {
  await runFfmpeg('-f', 'lavfi', '-i', 'testsrc2=size=64x48', '-frames:v', '1', base.path('color.png'));
  await runFfmpeg(...grayPicture(1), '-frames:v', '1', '-pix_fmt', 'rgb24', base.path('gray.png'));
});

let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(`${folder}/scans`, { recursive: true });
});
const put = (name: string, as = name) => copyFile(base.path(name), `${folder}/${as}`);
const havc = (...argv: string[]) => runHavc(['filter', ...argv], { cwd: folder });
const files = async (name = '') => (await readdir(`${folder}/${name}`)).sort();
const isColored = async (name: string) => hasColors((await readStill(`${folder}/${name}`)).image);

describe('havc filter with images', () => {
  it('writes an image beside its source', async () => {
    await put('color.png', 'photo.png');
    expect(await isColored('photo.png')).toBe(true);
    const { exitCode, stderr } = await havc('photo.png', '--chain', 'tweak saturation=0');
    expect(stderr).toMatch(/^Wrote photo\.filtered\.png: 1 image/m);
    expect(stderr).toMatch(/the filters see 64x48\.$/m);
    expect(exitCode).toBe(0);
    expect(await files()).toEqual(['photo.filtered.png', 'photo.filtered.png.recipe.json', 'photo.png', 'scans']);
    expect(await isColored('photo.filtered.png')).toBe(false);
  });

  it('says of a gray image that it has no colours, and goes on', async () => {
    await put('gray.png', 'photo.png');
    const { exitCode, stderr } = await havc('photo.png', '--chain', 'hues 0:40 saturation=0');
    expect(stderr).toMatch(/^This picture has no colours to filter: `havc colorize` gives/m);
    expect(exitCode).toBe(0);
  });

  it('works through a folder, says how many have no colours, and goes on after one that is damaged', async () => {
    await put('color.png', 'scans/a.png');
    await put('gray.png', 'scans/b.png');
    await writeFile(`${folder}/scans/c.png`, 'no picture');
    const { exitCode, stderr } = await havc('scans', '--chain', 'stabilizer; tweak saturation=0');
    expect(stderr).toMatch(/^1 of 3 images has no colours to filter/m);
    expect(stderr).toMatch(/1 of 3 images could not be filtered/);
    expect(exitCode).toBe(65);
    expect(await files('scans.filtered')).toEqual(['a.png', 'b.png', 'havc.recipe.json']);
    expect(await isColored('scans.filtered/a.png')).toBe(false);
  });

  it('works through a numbered sequence', async () => {
    await put('color.png', 'shot_1.png');
    await put('color.png', 'shot_2.png');
    expect((await havc('shot_%d.png', '--chain', 'tweak saturation=0')).exitCode).toBe(0);
    expect(await files('shot.filtered')).toEqual(['havc.recipe.json', 'shot_1.png', 'shot_2.png']);
  });

  it('refuses options of films, as colorize does', async () => {
    await put('color.png');
    const { exitCode, stderr } = await havc('color.png', '--chain', 'deflicker', '--codec', 'ffv1');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--codec is for films')]);
  });
});
