import { execFileSync } from 'node:child_process';
import { copyFile, link, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { probe } from '@havc/media';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../progress/run-event.ts';
import { lumaHashes, makeClip, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const FRAMES = 10;
const base = temporaryFolder();
let clip: string;
beforeAll(async () => {
  clip = base.path('source.mp4');
  await makeClip(clip, FRAMES);
});

let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(folder);
  await copyFile(clip, `${folder}/film.mp4`);
});
const havc = (...argv: string[]) => runHavc(['colorize', ...argv, '--device', 'cpu'], { cwd: folder });
const files = async () => (await readdir(folder)).sort();

describe('havc colorize with a film', () => {
  it('writes the film beside its source, with its sound, and says what it chose', async () => {
    const { exitCode, stdout, stderr } = await havc('film.mp4');
    expect(stderr).toMatch(/^Wrote film\.color\.mp4: 10 frames, /m);
    expect(exitCode).toBe(0);
    expect(stdout).toHaveLength(0);
    expect(await files()).toEqual(['film.color.mp4', 'film.color.mp4.recipe.json', 'film.mp4']);
    const { video, otherTracks } = await probe(`${folder}/film.color.mp4`);
    expect([video.width, video.height, video.frameCount, video.codec]).toEqual([64, 48, FRAMES, 'h264']);
    expect(otherTracks.map((track) => track.codec)).toEqual(['aac']);
    expect(stderr).toMatch(/^The file doesn't say its colour matrix and range: taken as /m);
    expect(stderr).toMatch(/^Output: film\.color\.mp4 \(mp4, h264 by libx264, yuv420p\); track 1 copied\.$/m);
    expect(stderr).toMatch(/^Model compact runs on cpu/m);
    expect(stderr).toMatch(/^Preview colours from the built-in model; /m);
    expect(stderr).toMatch(/^Recipe: film\.color\.mp4\.recipe\.json; /m);
  });

  it('keeps every frame of luma where the codec loses nothing', async () => {
    const { exitCode } = await havc('film.mp4', '-o', 'out.mkv', '--codec', 'ffv1');
    expect(exitCode).toBe(0);
    const hashes = await lumaHashes(`${folder}/film.mp4`);
    expect(hashes).toHaveLength(FRAMES);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(hashes);
  });

  it('gives colours to a gray film, and none with the model identity', async () => {
    await havc('film.mp4', '-o', 'color.mkv', '--codec', 'ffv1');
    await havc('film.mp4', '-o', 'gray.mkv', '--codec', 'ffv1', '--model', 'identity');
    expect(await largestChroma(`${folder}/gray.mkv`)).toBeLessThanOrEqual(1); // a level of rounding
    expect(await largestChroma(`${folder}/color.mkv`)).toBeGreaterThan(3);
  });

  it('cuts a range by time and by frame, which leaves the frame at the end out', async () => {
    const all = await lumaHashes(`${folder}/film.mp4`);
    await havc('film.mp4', '-o', 'a.mkv', '--codec', 'ffv1', '--model', 'identity', '--start', '3f', '--end', '7f');
    expect(await lumaHashes(`${folder}/a.mkv`)).toEqual(all.slice(3, 7));
    // Frames 3 and 7 of a film of 25 a second are at 0.12 s and 0.28 s.
    await havc(
      'film.mp4',
      '-o',
      'b.mkv',
      '--codec',
      'ffv1',
      '--model',
      'identity',
      '--start',
      '0.12',
      '--end',
      '0:00.28',
    );
    expect(await lumaHashes(`${folder}/b.mkv`)).toEqual(all.slice(3, 7));
  });

  it('passes arguments on to the encoder, quotes respected', async () => {
    const title = "it's a trip";
    const { exitCode } = await havc(
      ...['film.mp4', '--model', 'identity', '--crf', '30'],
      ...['--encoder-args', `-g 5 -metadata title="${title}"`],
    );
    expect(exitCode).toBe(0);
    const text = (await runFfmpeg('-i', `${folder}/film.color.mp4`, '-f', 'ffmetadata', '-')).toString();
    expect(text).toContain(`title=${title}`);
  });

  it('tells a program in JSON how the run goes, and nothing else', async () => {
    const { exitCode, stderr } = await havc('film.mp4', '--progress', 'json');
    expect(exitCode).toBe(0);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events[0]).toMatchObject({ event: 'run-start', input: 'film.mp4', output: 'film.color.mp4', kind: 'film' });
    expect(events[0]).toMatchObject({ model: 'compact', recipe: 'built-in' });
    const frames = events.filter((event) => event.event === 'frame-done');
    expect(frames.at(-1)).toMatchObject({ frames: FRAMES, total: FRAMES, totalExact: true });
    expect(frames.at(-1)!.where).toBe('compact on cpu, libx264');
    const { size } = await stat(`${folder}/film.color.mp4`);
    expect(events.at(-1)).toMatchObject({ event: 'run-end', frames: FRAMES, unit: 'frames', bytes: size });
  });

  it('says nothing with --quiet, and still says what went wrong', async () => {
    expect((await havc('film.mp4', '--quiet', '--model', 'identity')).stderr).toBe('');
    const again = await havc('film.mp4', '--quiet', '--model', 'identity');
    expect(again.stderr).toMatch(/^havc: The output "film\.color\.mp4" exists already: give -y.*\n$/);
    expect(again.exitCode).toBe(73);
  });

  it('replaces an output only with -y', async () => {
    await writeFile(`${folder}/out.mp4`, 'precious');
    for (const refused of [[], ['-n']]) {
      const { exitCode } = await havc('film.mp4', '-o', 'out.mp4', '--model', 'identity', ...refused);
      expect(exitCode).toBe(73);
      expect(await readFile(`${folder}/out.mp4`, 'utf8')).toBe('precious');
    }
    expect((await havc('film.mp4', '-o', 'out.mp4', '--model', 'identity', '-y')).exitCode).toBe(0);
    expect((await probe(`${folder}/out.mp4`)).video.frameCount).toBe(FRAMES);
    expect(await files()).toEqual(['film.mp4', 'out.mp4', 'out.mp4.recipe.json']);
  });

  it('never writes over its input, whatever the spelling or link', async () => {
    const before = await readFile(`${folder}/film.mp4`);
    await link(`${folder}/film.mp4`, `${folder}/hard.mp4`);
    await symlink('film.mp4', `${folder}/soft.mp4`);
    await mkdir(`${folder}/sub`);
    for (const name of ['film.mp4', './film.mp4', 'sub/../film.mp4', `${folder}/film.mp4`, 'hard.mp4', 'soft.mp4']) {
      const { exitCode, stderr } = await havc('film.mp4', '-o', name, '-y', '--model', 'identity');
      expect(stderr).toMatch(/is the input itself/);
      expect(exitCode).toBe(2);
    }
    expect(await readFile(`${folder}/film.mp4`)).toEqual(before);
  });

  it.each<[string, string, number, RegExp]>([
    ['a missing file', 'missing.mp4', 66, /There is no file or folder "missing\.mp4"/],
    ['an empty file', 'empty.mp4', 65, /empty/],
    ['a text file', 'text.mp4', 65, /text\.mp4/],
    ['a film cut off', 'cut.mp4', 65, /cut\.mp4/],
    ['sound alone', 'sound.mp4', 65, /sound\.mp4/],
  ])('ends with a clear message for %s', async (_what, name, code, message) => {
    await writeFile(`${folder}/empty.mp4`, '');
    await writeFile(`${folder}/text.mp4`, 'This is no film.\n');
    await writeFile(`${folder}/cut.mp4`, (await readFile(clip)).subarray(0, 400));
    await runFfmpeg('-i', clip, '-vn', '-c', 'copy', `${folder}/sound.mp4`);
    const before = await files();
    const { exitCode, stderr } = await havc(name);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^havc: /);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBe(code);
    expect(await files()).toEqual(before);
  });

  it.each<[string, string[], number]>([
    ['a folder that is missing', ['-o', 'nowhere/out.mp4'], 73],
    ['a container that is unknown', ['-o', 'out.xyz'], 2],
    ['a codec that the container does not hold', ['-o', 'out.webm', '--codec', 'h264'], 73],
    ['a device that is not there', ['--device', 'directml'], 69],
  ])('leaves nothing behind for %s', async (_what, options, code) => {
    const { exitCode } = await runHavc(['colorize', 'film.mp4', ...options], { cwd: folder });
    expect(exitCode).toBe(code);
    expect(await files()).toEqual(['film.mp4']);
  });

  const names: [string, string][] = [
    ['spaces', ' a film .mp4'],
    ['quotes', `it's "a" film.mp4`],
    ['a line break', 'two\nlines.mp4'],
    ['a leading dash', '-film.mp4'],
    ['emoji', '🎬 фильм 映画.mp4'],
    ['200 characters', `${'x'.repeat(196)}.mp4`],
    ['what a shell expands', '$HOME;`id`*&|<>.mp4'],
    ['a colon and a percent sign', 'http: 100%d.mp4'],
  ];
  it.each(names.filter(([what]) => process.platform !== 'win32' || what === 'emoji'))(
    'takes a name with %s',
    async (_what, name) => {
      await copyFile(clip, `${folder}/${name}`);
      const result = await runHavc(['colorize', '--model', 'identity', '--', name], { cwd: folder });
      expect(result.stderr).toContain('10 frames');
      expect(result.exitCode).toBe(0);
      const made = ['.color.mp4', '.color.mp4.recipe.json'].map((ending) => name.replace(/\.mp4$/, ending));
      expect(await files()).toEqual([name, ...made, 'film.mp4'].sort());
    },
  );
});

describe('havc colorize with pipes', () => {
  const y4m = (...args: string[]) => runFfmpeg('-i', clip, ...args, '-strict', '-1', '-f', 'yuv4mpegpipe', '-');

  it.each([
    ['8 bits', 'yuv420p'],
    ['10 bits', 'yuv420p10le'],
    ['10 bits, 4:2:2', 'yuv422p10le'],
  ])('takes y4m of %s and gives y4m, with the same luma and the same rate', async (_what, format) => {
    const input = await y4m('-pix_fmt', format);
    const argv = ['colorize', '-', '-o', '-', '--device', 'cpu'];
    const { exitCode, stdout, stderr } = await runHavc(argv, { cwd: folder, input });
    expect(stderr).toMatch(/^Wrote standard output: 10 frames, in /m);
    expect(exitCode).toBe(0);
    await writeFile(`${folder}/in.y4m`, input);
    await writeFile(`${folder}/out.y4m`, stdout);
    const { video } = await probe(`${folder}/out.y4m`);
    expect(video.pixelFormat.name).toBe(format);
    expect(video.averageFrameRate).toEqual({ numerator: 25, denominator: 1 });
    expect(await lumaHashes(`${folder}/out.y4m`)).toEqual(await lumaHashes(`${folder}/in.y4m`));
  });

  it('takes y4m and writes a film', async () => {
    const argv = ['colorize', '-', '-o', 'out.mkv', '--codec', 'ffv1', '--model', 'identity'];
    const { exitCode } = await runHavc(argv, { cwd: folder, input: await y4m() });
    expect(exitCode).toBe(0);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(await lumaHashes(clip));
  });

  it('takes a film and gives y4m at the rate of the film', async () => {
    const { exitCode, stdout } = await havc('film.mp4', '-o', '-', '--model', 'identity');
    expect(exitCode).toBe(0);
    expect(stdout.subarray(0, 30).toString('latin1')).toMatch(/^YUV4MPEG2 W64 H48 F25:1 /);
  });

  it.skipIf(process.platform === 'win32')('ends when the program that reads has had enough', async () => {
    const program = new URL('../../bin/havc.js', import.meta.url).pathname;
    // A film of 250 frames is far more than a pipe holds.
    await makeClip(`${folder}/long.mp4`, 250, '320x240');
    const script = `"${process.execPath}" "${program}" colorize long.mp4 -o - --model identity 2>said | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const out = execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(out).toBe('YUV4MPEG2  73\n');
    expect((await readFile(`${folder}/said`, 'utf8')).trimEnd().split('\n').at(-1)).toMatch(/^havc: .*reads/);
  });

  it.each<[string, string[], number, RegExp]>([
    ['an output has no name', ['-'], 2, /say with -o where it goes/],
    ['nothing comes', ['-', '-o', 'out.mp4'], 65, /Nothing came in/],
    ['a range is asked for', ['-', '-o', 'out.mp4', '--start', '1'], 2, /--start and --end need a file/],
    ['a codec is asked for of y4m', ['film.mp4', '-o', '-', '--codec', 'h265'], 2, /y4m/],
  ])('ends with a clear message when %s', async (_what, argv, code, message) => {
    const result = await runHavc(['colorize', ...argv], { cwd: folder, input: new Uint8Array(0) });
    expect(result.stderr).toMatch(message);
    expect(result.exitCode).toBe(code);
    expect(await files()).toEqual(['film.mp4']);
  });
});

/** The largest distance of any chroma sample from gray, over all frames. */
async function largestChroma(path: string): Promise<number> {
  const samples = await runFfmpeg('-i', path, '-vf', 'format=yuv444p,extractplanes=u', '-f', 'rawvideo', '-');
  let largest = 0;
  for (const sample of samples) largest = Math.max(largest, Math.abs(sample - 128));
  return largest;
}
