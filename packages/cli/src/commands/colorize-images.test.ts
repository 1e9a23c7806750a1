import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { readStill } from '@havc/media';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../progress/run-event.ts';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const base = temporaryFolder();
beforeAll(async () => {
  for (const [name, size] of [
    ['a.png', '64x48'],
    ['b.jpg', '66x50'],
    ['dot.png', '2x2'],
  ] as const) {
    await runFfmpeg(...grayPicture(1, size), '-frames:v', '1', base.path(name));
  }
});

let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(`${folder}/scans`, { recursive: true });
});
const put = (name: string, as = name) => copyFile(base.path(name), `${folder}/${as}`);
const havc = (...argv: string[]) => runHavc(['colorize', ...argv, '--device', 'cpu'], { cwd: folder });
const files = async (name = '') => (await readdir(`${folder}/${name}`)).sort();

describe('havc colorize with an image', () => {
  it.each([
    ['a.png', 'a.color.png', 'png', 64, 48],
    ['b.jpg', 'b.color.jpg', 'jpeg', 66, 50],
  ] as const)('writes %s beside its source as %s', async (name, output, format, width, height) => {
    await put(name);
    const { exitCode, stdout, stderr } = await havc(name);
    expect(stderr).toMatch(/^Preview colours from the built-in model; /m);
    expect(stderr).toContain(`Wrote ${output}: 1 image`);
    expect(exitCode).toBe(0);
    expect(stdout).toHaveLength(0);
    const recipe = `${output}.recipe.json`;
    expect(await files()).toEqual([output, recipe, name, 'scans'].sort());
    const still = await readStill(`${folder}/${output}`);
    expect([still.format, still.width, still.height, still.colorModel]).toEqual([format, width, height, 'rgb']);
  });

  it('takes an image without an extension, and gives its output one', async () => {
    await put('a.png', 'photo');
    expect((await havc('photo', '--model', 'identity')).exitCode).toBe(0);
    expect(await files()).toEqual(['photo', 'photo.color.png', 'photo.color.png.recipe.json', 'scans']);
  });

  it('takes a picture of 2x2', async () => {
    await put('dot.png');
    expect((await havc('dot.png')).exitCode).toBe(0);
    expect(await readStill(`${folder}/dot.color.png`)).toMatchObject({ width: 2, height: 2 });
  });

  it('takes names with everything in them', async () => {
    const name = process.platform === 'win32' ? '🎞 a.png' : `- "🎞" it's\n%05d.png`;
    await put('a.png', name);
    expect((await runHavc(['colorize', '--model', 'identity', '--', name], { cwd: folder })).exitCode).toBe(0);
    expect(await files()).toContain(name.replace(/\.png$/, '.color.png'));
  });

  it.each<[string, string[], number, RegExp]>([
    ['an option for films', ['a.png', '--codec', 'h264'], 2, /--codec is for films, and "a\.png" is an image/],
    ['y4m', ['a.png', '-o', '-'], 2, /-o - writes y4m/],
    ['a format it can not write', ['a.png', '-o', 'a.gif'], 73, /a\.gif/],
    ['an output that exists', ['a.png', '-o', 'a.color.png'], 73, /exists already/],
    ['its input', ['a.png', '-o', './a.png', '-y'], 2, /is the input itself/],
    ['what is damaged', ['damaged.png'], 65, /damaged/],
    ['what is no image', ['text.png'], 65, /text\.png/],
    ['a film named as one', ['film.png'], 65, /film/],
  ])('refuses %s', async (_what, argv, code, message) => {
    await put('a.png');
    await writeFile(`${folder}/a.color.png`, 'precious');
    await writeFile(`${folder}/damaged.png`, (await readFile(base.path('a.png'))).subarray(0, 200));
    await writeFile(`${folder}/text.png`, 'no image\n');
    await runFfmpeg(...grayPicture(2), '-f', 'matroska', `${folder}/film.png`);
    const before = await files();
    const { exitCode, stderr } = await havc(...argv);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(await files()).toEqual(before);
    expect(await readFile(`${folder}/a.color.png`, 'utf8')).toBe('precious');
  });
});

describe('havc colorize with a folder', () => {
  it('colours each image under its name, and leaves what is no image alone', async () => {
    await put('a.png', 'scans/a.png');
    await put('b.jpg', 'scans/b.jpg');
    await writeFile(`${folder}/scans/notes.txt`, 'hello');
    const { exitCode, stderr } = await havc('scans');
    expect(stderr).toMatch(/^1 of the folder's entries is no image, and left alone: notes\.txt\.$/m);
    expect(stderr).toMatch(/^Wrote scans\.color: 2 images, in /m);
    expect(exitCode).toBe(0);
    expect(await files('scans.color')).toEqual(['a.png', 'b.jpg', 'havc.recipe.json']);
    expect(await files('scans')).toEqual(['a.png', 'b.jpg', 'notes.txt']);
  });

  it('reports an image that fails, goes on with the others, and ends with its code', async () => {
    await put('a.png', 'scans/a.png');
    await writeFile(`${folder}/scans/broken.png`, 'no image');
    await put('b.jpg', 'scans/c.jpg');
    const { exitCode, stderr } = await havc('scans', '--progress', 'json', '--model', 'identity');
    expect(exitCode).toBe(65);
    expect(await files('scans.color')).toEqual(['a.png', 'c.jpg', 'havc.recipe.json']);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events.map((event) => event.event)).toEqual([
      'run-start',
      'decision-made',
      'image-done',
      'image-failed',
      'image-done',
      'decision-made',
      'run-end',
      'run-failed',
    ]);
    expect(events.find((event) => event.event === 'image-failed')).toMatchObject({
      code: 'INPUT_UNREADABLE',
      images: 2,
      total: 3,
    });
    expect(events.at(-2)).toMatchObject({ event: 'run-end', frames: 2, failed: 1, skipped: 0, unit: 'images' });
    expect(events.at(-1)).toMatchObject({ event: 'run-failed', exitCode: 65 });
  });

  it('refuses where outputs exist, keeps them with -n, and makes them again with -y', async () => {
    await put('a.png', 'scans/a.png');
    await put('b.jpg', 'scans/b.jpg');
    await mkdir(`${folder}/out`);
    await writeFile(`${folder}/out/a.png`, 'precious');
    const argv = ['scans', '-o', 'out', '--model', 'identity'];
    const refused = await havc(...argv);
    expect(refused.exitCode).toBe(73);
    expect(refused.stderr).toMatch(/1 of 2 images have their outputs already: give -y .* or -n/);
    expect(await files('out')).toEqual(['a.png']);
    const kept = await havc(...argv, '-n');
    expect(kept.exitCode).toBe(0);
    expect(kept.stderr).toMatch(/^Wrote out: 1 image, 1 skipped because their outputs exist, in /m);
    expect(await readFile(`${folder}/out/a.png`, 'utf8')).toBe('precious');
    expect(await files('out')).toEqual(['a.png', 'b.jpg', 'havc.recipe.json']);
    expect((await havc(...argv, '-y')).exitCode).toBe(0);
    expect((await stat(`${folder}/out/a.png`)).size).toBeGreaterThan(8);
  });

  it.each<[string, string[], number, RegExp]>([
    ['is empty', ['scans'], 65, /holds no pictures/],
    ['is the output too', ['full', '-o', 'full/'], 2, /is the one the images are in/],
    ['has a file for its output', ['full', '-o', 'file'], 73, /there is a file of that name/],
    ['has its output in a folder that is missing', ['full', '-o', 'x/y'], 73, /folder above it does not exist/],
    ['has a device that is not there', ['full', '--device', 'directml'], 69, /directml/],
  ])('leaves nothing behind when the folder %s', async (_what, argv, code, message) => {
    await mkdir(`${folder}/full`);
    await put('a.png', 'full/a.png');
    await writeFile(`${folder}/file`, '');
    const { exitCode, stderr } = await runHavc(['colorize', ...argv], { cwd: folder });
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(await files()).toEqual(['file', 'full', 'scans']);
  });
});

describe('havc colorize with a numbered sequence', () => {
  it('colours the images of the sequence, and says which numbers are missing', async () => {
    for (const name of ['shot_0007.png', 'shot_0008.png', 'shot_0010.png', 'other.png']) await put('a.png', name);
    const { exitCode, stderr } = await havc('shot_%04d.png', '--model', 'identity');
    expect(stderr).toMatch(/^Numbers are missing in the sequence: 9\.$/m);
    expect(exitCode).toBe(0);
    expect(await files('shot.color')).toEqual(['havc.recipe.json', 'shot_0007.png', 'shot_0008.png', 'shot_0010.png']);
  });

  it('says that there is none', async () => {
    const { exitCode, stderr } = await havc('shot_%04d.png');
    expect(exitCode).toBe(66);
    expect(stderr).toMatch(/shot_%04d\.png/);
    expect(await files()).toEqual(['scans']);
  });
});
