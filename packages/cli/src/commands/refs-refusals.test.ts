import { readdir, symlink, writeFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { makeFilmWithCuts } from '../testing/film-with-cuts.ts';

const base = temporaryFolder();
let film: string;
beforeAll(async () => {
  film = base.path('film.mkv');
  await makeFilmWithCuts(film);
});
let count = 0;
let folder: string;
beforeEach(() => {
  folder = base.path(`refs-${count++}`);
});
const exported = (...argv: string[]) => captureRun('refs', 'export', ...argv);

describe('havc refs export, refused', () => {
  it.each<[string, string[], number, RegExp]>([
    [
      'a frame behind the end',
      ['--frames', '3,60'],
      2,
      /asks for frame 60, and ".*" has 60 of them, 0 to 59\. Nothing/,
    ],
    ['a huge frame', ['--frames', '9007199254740991'], 2, /asks for frame 9007199254740991/],
    ['a frame outside of the range', ['--frames', '3', '--start', '9f'], 2, /has frames 9 to 59 in the range/],
    ['an empty list', ['--frames', ''], 2, /--frames must be numbers of frames/],
    ['no multiple in the range', ['--every', '50', '--start', '1f', '--end', '50f'], 2, /so that no file was written/],
    ['every 0 frames', ['--every', '0'], 2, /--every must be a whole number from 1/],
    ['two ways to choose', ['--every', '5', '--frames', '1'], 2, /--every would have no effect: leave it out/],
    ['a detector that would do nothing', ['--every', '5', '--detector', 'luma'], 2, /--detector would have no effect/],
    ['a setting of another detector', ['--bias', '5'], 2, /--bias belongs to the detector keyframe/],
    ['a frequency of 1', ['--frequency', '1'], 2, /--frequency 1 makes every frame a reference/],
    ['quality for PNG', ['--format', 'png', '--quality', '90'], 2, /--quality is for jpg/],
    ['quality 0', ['--quality', '0'], 2, /--quality must be a whole number from 1 to 100/],
    ['a name below 0', ['--frames', '3', '--offset-number', '-4'], 2, /would give frame 3 the number -1/],
    ['an offset that is no number', ['--offset-number', '1e3'], 2, /--offset-number must be a whole number/],
  ])('%s, and no folder stays behind', async (_what, argv, code, message) => {
    const { exitCode, stdout, stderr } = await exported(film, '-o', folder, ...argv);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(stdout).toBe('');
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that every frame would be a reference', async () => {
    const noise = base.path('noise.mkv');
    await runFfmpeg(
      ...['-f', 'lavfi', '-i', 'nullsrc=size=160x120:rate=25,geq=lum=random(1)*255:cb=128:cr=128'],
      ...['-frames:v', '5', '-c:v', 'ffv1', noise],
    );
    const argv = ['--detector', 'motion', '--block-difference', '0', '--share', '0'];
    const { exitCode, stderr } = await exported(noise, '-o', folder, ...argv);
    expect(stderr).toMatch(/Every one of the 5 frames is a reference.* Nothing was written\./);
    expect(exitCode).toBe(2);
  });

  it.each<[string, () => Promise<string> | string, number, RegExp]>([
    ['without an output', () => '', 2, /--output must name a folder/],
    ['a folder that is a file', () => film, 73, /there is a file of that name/],
    ['a folder below a file', () => `${film}/refs`, 73, /a part of its path is a file/],
    ['a folder in one that is missing', () => `${folder}/refs`, 73, /the folder above it does not exist/],
    ['a link that leads nowhere', deadLink, 73, /there is a file of that name/],
  ])('%s', async (_what, target, code, message) => {
    const { exitCode, stderr } = await exported(film, '-o', await target());
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
  });

  async function deadLink(): Promise<string> {
    await symlink(base.path('nowhere'), folder);
    return folder;
  }

  it.each<[string, string, number, RegExp]>([
    ['an image', 'photo.png', 2, /havc refs export takes a film, and ".*photo\.png" is an image/],
    ['a folder', '.', 2, /is a folder/],
    ['a sequence', 'shot_%05d.png', 2, /is a sequence of images/],
    ['what is missing', 'missing.mkv', 66, /There is no file or folder/],
    ['text', 'text.mkv', 65, /text\.mkv" is text/],
  ])('%s for the film', async (_what, name, code, message) => {
    await runFfmpeg(...grayPicture(1), '-frames:v', '1', base.path('photo.png'));
    await writeFile(base.path('text.mkv'), 'This is no film.\n');
    const { exitCode, stderr } = await exported(base.path(name), '-o', folder);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('a command that there is not', async () => {
    expect((await captureRun('refs', 'import')).stderr).toMatch(/^havc: unknown command 'import'/);
    expect(await captureRun('refs')).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await exported(film)).stderr).toMatch(/required option '-o, --output <folder>' not specified/);
  });
});
