import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../progress/run-event.ts';
import { captureRun } from '../testing/capture-run.ts';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { CUTS, FRAMES_WITH_CUTS, largestDifference, lumaOfFrame, makeFilmWithCuts } from '../testing/film-with-cuts.ts';
import { describeSample } from '../testing/sample.ts';
import { runHavc, spawnHavc } from '../testing/spawn-havc.ts';

const base = temporaryFolder();
let film: string;
beforeAll(async () => {
  film = base.path('film.mkv');
  await makeFilmWithCuts(film);
});
let count = 0;
let folder: string;
beforeEach(() => {
  folder = base.path(`pictures-${count++}`);
});

interface Printed {
  readonly frames: number;
  readonly detection: object;
  readonly shots: readonly Readonly<Record<'shot' | 'first' | 'last' | 'frames' | 'time' | 'seconds', number>>[];
  readonly references?: readonly { readonly frame: number; readonly time: number }[];
}

async function json(...argv: string[]): Promise<Printed> {
  const { exitCode, stdout, stderr } = await captureRun('scenes', ...argv, '--format', 'json', '-q');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Printed;
}

describe('havc scenes', () => {
  it('prints a table on stdout, and how it went on stderr', async () => {
    const { exitCode, stdout, stderr } = await captureRun('scenes', film);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => line.trim().split(/ +/).slice(0, 6))).toEqual([
      ['shot', 'first', 'last', 'frames', 'start', 'length'],
      ['1', '0', '19', '20', '00:00:00.000', '00:00:00.800'],
      ['2', '20', '44', '25', '00:00:00.800', '00:00:01.000'],
      ['3', '45', '59', '15', '00:00:01.800', '00:00:00.600'],
      [''],
    ]);
    expect(stderr).toMatch(/^Found 3 shots, in \d:\d\d\.$/m);
  });

  it('prints JSON and CSV, with references when they are asked for', async () => {
    const { frames, shots, references, detection } = await json(film, '--references');
    expect(detection).toEqual({ detector: 'adaptive' });
    expect(frames).toBe(FRAMES_WITH_CUTS);
    expect(shots.map(({ first }) => first)).toEqual(CUTS);
    expect(references!.map(({ frame }) => frame)).toEqual(CUTS);
    const { stdout } = await captureRun('scenes', film, '--format', 'csv', '--references', '-q');
    expect(stdout).toMatch(
      /^shot,first,last,frames,time,seconds,score,luma,references\r\n1,0,19,20,0,0\.8,0,0\.\d+,0\r\n2,20,44,25,0\.8,1,/,
    );
  });

  it.each(['luma', 'edges', 'motion', 'keyframe'])('finds the same cuts with the detector %s', async (detector) => {
    expect((await json(film, '--detector', detector)).shots.map(({ first }) => first)).toEqual(CUTS);
  });

  it('passes the settings of the detector on', async () => {
    const some = await json(film, '--detector', 'luma', '--threshold', '0.27');
    expect(some.shots.map(({ first }) => first)).toEqual([0, 45]);
    const all = await json(film, '--references', '--frequency', '10', '--detector', 'luma');
    expect(all.references!.map(({ frame }) => frame)).toEqual([0, 10, 20, 30, 40, 45, 50]);
  });

  it('keeps the numbers and times of the source in a part of it, by frame and by time', async () => {
    for (const range of [
      ['--start', '30f', '--end', '50f'],
      ['--start', '1.2', '--end', '00:00:02.0'],
    ]) {
      const { frames, shots } = await json(film, ...range);
      expect(frames).toBe(20);
      expect(shots).toMatchObject([
        { shot: 1, first: 30, last: 44, frames: 15, time: 1.2, seconds: 0.6 },
        { shot: 2, first: 45, last: 49, frames: 5, time: 1.8, seconds: 0.2 },
      ]);
    }
  });

  it('gives the times of a film with a variable rate', async () => {
    // From frame 20 on each frame is shown for 0.12 s and not for 0.04 s.
    const path = base.path('variable.mkv');
    await makeFilmWithCuts(path, { filters: "setpts='if(lt(N,20),N,20+(N-20)*3)/25/TB'" });
    const { shots } = await json(path);
    expect(shots).toMatchObject([
      { first: 0, time: 0, seconds: 0.8 },
      { first: 20, time: 0.8, seconds: 3 },
      { first: 45, time: 3.8 },
    ]);
  });

  it('tells a program in JSON on stderr how it goes', async () => {
    const { stdout, stderr } = await captureRun('scenes', film, '--progress', 'json', '--format', 'json');
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    const frames = events.filter((event) => event.event === 'frame-done');
    expect(frames.at(-1)).toMatchObject({ frames: FRAMES_WITH_CUTS, where: 'looking for cuts (adaptive)' });
    expect(events.at(-1)).toMatchObject({ event: 'run-end', frames: 3, unit: 'shots', output: '-' });
    expect(JSON.parse(stdout)).toHaveProperty('shots');
  });
});

describe('havc scenes with pictures', () => {
  it('writes the middle frame of each shot at full size, and says where', async () => {
    const big = base.path('big.mkv');
    await makeFilmWithCuts(big, { size: '660x500' });
    const argv = ['scenes', big, '--pictures', folder, '--picture-format', 'png', '--format', 'json'];
    const { exitCode, stdout, stderr } = await captureRun(...argv);
    expect(stderr).toMatch(/^Wrote .*: 3 images, /m);
    expect(exitCode).toBe(0);
    const names = ['shot_0001_000009.png', 'shot_0002_000032.png', 'shot_0003_000052.png'];
    expect((await readdir(folder)).sort()).toEqual(names);
    expect(JSON.parse(stdout)).toMatchObject({ shots: names.map((name) => ({ picture: `${folder}/${name}` })) });
    for (const name of names) {
      const { data, info } = await sharp(`${folder}/${name}`).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([660, 500, 3]);
      const luma = await lumaOfFrame(big, Number(name.slice(10, 16)));
      expect(largestDifference(data, luma)).toBeLessThanOrEqual(1);
    }
  });

  it('writes the first frame where that is asked for, as JPEG', async () => {
    expect((await captureRun('scenes', film, '--pictures', folder, '--picture-at', 'first', '-q')).exitCode).toBe(0);
    const names = ['shot_0001_000000.jpg', 'shot_0002_000020.jpg', 'shot_0003_000045.jpg'];
    expect((await readdir(folder)).sort()).toEqual(names);
    expect(await sharp(`${folder}/${names[0]}`).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 120 });
  });

  it('replaces nothing without -y, and with -n keeps what is there', async () => {
    await mkdir(folder);
    await writeFile(`${folder}/shot_0002_000032.jpg`, 'precious');
    const refused = await captureRun('scenes', film, '--pictures', folder);
    expect(refused.stderr).toMatch(/1 of 3 pictures exist already \(".*shot_0002_000032\.jpg"\): give -y to replace/);
    expect(refused.exitCode).toBe(73);
    expect(refused.stdout).toBe('');
    expect(await readdir(folder)).toEqual(['shot_0002_000032.jpg']);
    const kept = await captureRun('scenes', film, '--pictures', folder, '-n');
    expect(kept.stderr).toMatch(/: 2 images, 1 skipped because their outputs exist/);
    expect(await readFile(`${folder}/shot_0002_000032.jpg`, 'utf8')).toBe('precious');
    expect((await captureRun('scenes', film, '--pictures', folder, '-y')).exitCode).toBe(0);
    expect(await readdir(folder)).toHaveLength(3);
    expect((await sharp(`${folder}/shot_0002_000032.jpg`).metadata()).format).toBe('jpeg');
  });

  it('takes a link to a folder for the folder', async () => {
    await mkdir(folder);
    await symlink(folder, base.path('link'));
    expect((await captureRun('scenes', film, '--pictures', base.path('link'), '-q')).exitCode).toBe(0);
    expect(await readdir(folder)).toHaveLength(3);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a folder that is a file', ['--pictures', 'FILM'], 73, /there is a file of that name/],
    ['a folder in a folder that is missing', ['--pictures', 'PICTURES/a/b'], 73, /the folder above it does not exist/],
    ['a folder without a name', ['--pictures', ''], 2, /--pictures must name a folder, got ""/],
    ['a pipe for pictures', ['--pictures', '-'], 2, /--pictures must name a folder, got "-"/],
    ['a place without pictures', ['--picture-at', 'first'], 2, /--picture-at is for pictures: add --pictures/],
    ['-y without pictures', ['-y'], 2, /-y is for pictures: add --pictures/],
    ['a range outside of the film', ['--start', '100f', '--pictures', 'PICTURES'], 2, /behind the end of the film/],
    ['a huge frame', ['--start', `${'9'.repeat(15)}f`], 2, /behind the end of the film/],
  ])('refuses %s, and leaves no folder behind', async (_what, argv, code, message) => {
    const words = argv.map((word) => word.replace('FILM', film).replace('PICTURES', folder));
    const { exitCode, stdout, stderr } = await captureRun('scenes', film, ...words);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(stdout).toBe('');
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('keeps nothing half-written when it is stopped, and stops within a second', async () => {
    const long = base.path('long.mkv');
    await runFfmpeg(...grayPicture(600, '640x480'), '-c:v', 'libx264', '-preset', 'ultrafast', long);
    const argv = ['scenes', 'long.mkv', '--pictures', folder, '--progress', 'json'];
    const { process: child, ended } = spawnHavc(argv, { cwd: base.path() });
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => chunk.toString().includes('"frame-done"') && resolve());
      void ended.then(() => resolve());
    });
    const sentAt = performance.now();
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(performance.now() - sentAt).toBeLessThan(1000);
    expect(exitCode).toBe(130);
    expect(stdout).toHaveLength(0);
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('havc scenes with a pipe', () => {
  const y4m = () => runFfmpeg('-i', film, '-f', 'yuv4mpegpipe', '-');

  it('finds what it finds in a file', async () => {
    const argv = ['scenes', '-', '--format', 'json', '-q'];
    const { exitCode, stdout, stderr } = await runHavc(argv, { cwd: base.path(), input: await y4m() });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    const { shots } = JSON.parse(stdout.toString()) as Printed;
    expect(shots).toEqual((await json(film)).shots);
  });

  it('writes the first frame of each shot, which it can know', async () => {
    const argv = ['scenes', '-', '--pictures', folder, '--picture-format', 'png', '-q'];
    expect(await runHavc(argv, { cwd: base.path(), input: await y4m() })).toMatchObject({ exitCode: 0, stderr: '' });
    const names = ['shot_0001_000000.png', 'shot_0002_000020.png', 'shot_0003_000045.png'];
    expect((await readdir(folder)).sort()).toEqual(names);
    const data = await sharp(`${folder}/${names[1]}`).raw().toBuffer();
    expect(largestDifference(data, await lumaOfFrame(film, 20))).toBeLessThanOrEqual(1);
    const again = await runHavc(argv, { cwd: base.path(), input: await y4m() });
    expect(again.stderr).toMatch(/exist already/);
    expect(again.exitCode).toBe(73);
  });

  it.each<[string, string[], RegExp]>([
    ['the middle of its shots', ['--pictures', 'x', '--picture-at', 'middle'], /the middle of a shot is known when/i],
    ['a part of it', ['--start', '3f'], /--start and --end need a file/],
  ])('can not give %s', async (_what, argv, message) => {
    const { exitCode, stderr } = await captureRun('scenes', '-', ...argv);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });
});

describeSample('sample_bw.mp4', (path) => {
  it('finds its four cuts', async () => {
    const { frames, shots } = await json(path);
    expect(frames).toBe(526);
    expect(shots.map(({ first }) => first)).toEqual([0, 34, 134, 207, 290]);
    expect(shots.map(({ time }) => time)).toEqual([0, 1.36, 5.36, 8.28, 11.6]);
  });
});
