import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { createRgbImage, rgbToGray } from '@havc/core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../progress/run-event.ts';
import { run } from '../run.ts';
import { captureRun } from '../testing/capture-run.ts';
import { temporaryFolder } from '../testing/clips.ts';
import { lumaOfFrame, makeFilmWithCuts } from '../testing/film-with-cuts.ts';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { describeSample } from '../testing/sample.ts';

const folder = temporaryFolder();
const [WIDTH, HEIGHT] = [320, 240];

let film: string;
beforeAll(async () => {
  // No weights, whatever this machine has.
  process.env['HAVC_HOME'] = folder.path('home');
  film = folder.path('film.mkv');
  await makeFilmWithCuts(film, { size: `${WIDTH}x${HEIGHT}` });
});

/** Pictures of a sheet, where all have one size: 20 pixels from the right and lower edges, 8 apart. */
async function readCells(path: string, columns: number, rows: number, [width, height] = [WIDTH, HEIGHT]) {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  const cell = (column: number, row: number) => {
    const left = info.width - 20 - width - (columns - 1 - column) * (width + 8);
    const top = info.height - 20 - height - (rows - 1 - row) * (height + 8);
    const image = createRgbImage(width, height);
    for (let y = 0; y < height; y++) {
      const from = ((top + y) * info.width + left) * 3;
      image.data.set(data.subarray(from, from + width * 3), y * width * 3);
    }
    return image;
  };
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cell(column, row)));
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

/** How far apart the samples of a pixel are at most: 0 for gray. */
function mostColor(image: { readonly data: Uint8Array }): number {
  let most = 0;
  for (let i = 0; i < image.data.length; i += 3) {
    const [red, green, blue] = image.data.subarray(i, i + 3);
    most = Math.max(most, Math.abs(red! - green!), Math.abs(green! - blue!));
  }
  return most;
}

const grayOf = (image: ReturnType<typeof createRgbImage>) => rgbToGray(image).data;

describe('havc preview', () => {
  it('draws the frames that were asked for, before and after, and prints where', async () => {
    const output = folder.path('at.png');
    const rows = ['--presets', 'identity,fast-preview,built-in'];
    const at = ['--at', '00:00:01,10f,50f,25f'];
    const { exitCode, stdout, stderr } = await captureRun('preview', film, '-o', output, ...at, ...rows);
    expect(stderr).toContain('Preview colours from the built-in model');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${output}\n`);
    // One second is frame 25, which is asked for twice.
    const [source, identity, ...colored] = await readCells(output, 3, 4);
    for (const [at, frame] of [10, 25, 50].entries()) {
      const luma = await lumaOfFrame(film, frame);
      // Through ffmpeg's conversion to R'G'B' and back to luma: a level of rounding each.
      expect(furthest(grayOf(source![at]!), luma)).toBeLessThanOrEqual(2);
      expect(mostColor(source![at]!)).toBeLessThanOrEqual(2);
      expect(furthest(identity![at]!.data, source![at]!.data)).toBeLessThanOrEqual(2);
    }
    for (const row of colored) expect(Math.max(...row.map(mostColor))).toBeGreaterThan(30);
  });

  it('chooses a frame of each shot, and keeps the luma of the source', async () => {
    const output = folder.path('scenes.png');
    const { exitCode, stderr } = await captureRun(
      'preview',
      film,
      '-o',
      output,
      '--scenes',
      '3',
      '--presets',
      'built-in',
    );
    expect(stderr).toContain('3 shots found, 3 frames chosen.');
    expect(exitCode).toBe(0);
    const [source, built] = await readCells(output, 3, 2);
    for (const [at, picture] of source!.entries()) {
      const [before, after] = [grayOf(picture), grayOf(built![at]!)];
      // Colours that R'G'B' can't hold at this luma are clipped, which moves it; in few pixels.
      const moved = before.filter((luma, i) => Math.abs(luma - after[i]!) > 2).length;
      expect(moved / before.length).toBeLessThan(0.01);
    }
    expect(furthest(source![0]!.data, source![1]!.data)).toBeGreaterThan(100);
  });

  it('takes recipe files, single models and changes to all of them, and shows smaller pictures', async () => {
    const output = folder.path('rows.jpg');
    await writeFile(folder.path('gray.json'), '{ "extends": "built-in" }');
    const ways = ['--presets', `compact,${folder.path('gray.json')}`];
    const changes = ['--set', 'color.after=[{"filter":"tweak","saturation":0}]', '--size', '120'];
    const run = await captureRun(
      'preview',
      film,
      '-o',
      output,
      '--at',
      '50f',
      '--cell',
      '160',
      ...ways,
      ...changes,
      '-q',
    );
    expect(run).toMatchObject({ exitCode: 0, stdout: `${output}\n`, stderr: '' });
    const rows = await readCells(output, 1, 3, [160, 120]);
    // JPEG moves a flat gray by a level or two.
    for (const [picture] of rows) expect(mostColor(picture!)).toBeLessThan(12);
  });

  it('says on every surface that the built-in model stands in', async () => {
    const output = folder.path('fallback.png');
    const rest = ['--at', '10f', '--presets', 'fast', '--allow-fallback', '--progress', 'json', '-o', output];
    const { exitCode, stderr } = await captureRun('preview', film, ...rest);
    expect(exitCode).toBe(0);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events[0]).toMatchObject({ event: 'run-start', kind: 'film', recipe: 'fast', output });
    expect(stderr).toContain('the built-in model stands in for it');
    expect(events.some((event) => event.event === 'frame-done' && event.where.startsWith('fast: '))).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: 'run-end', output, unit: 'images', frames: 1 });
    // The warning's own colour.
    const { data } = await sharp(output).raw().toBuffer({ resolveWithObject: true });
    expect(data.includes(Buffer.from([166, 74, 12]))).toBe(true);
  });

  it('compares what there are weights for where nothing is named, and says what is left out', async () => {
    const output = folder.path('usual.png');
    const { exitCode, stderr } = await captureRun('preview', film, '-o', output, '--at', '10f', '--size', '64');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Left out for want of weights: fast, medium, slow. `havc models fetch deoldify-video');
    await readCells(output, 1, 2);
  });

  it('shows photographs of a folder, each with its own proportions', async () => {
    await mkdir(folder.path('scans'));
    for (const [name, width, height] of [
      ['a.png', 400, 100],
      ['b.jpg', 100, 200],
    ] as const) {
      const create = { width, height, channels: 3, background: '#777' } as const;
      await sharp({ create }).toFile(folder.path('scans', name));
    }
    const { exitCode, stdout } = await captureRun(
      'preview',
      folder.path('scans'),
      '--presets',
      'compact',
      '--cell',
      '200',
    );
    expect(exitCode).toBe(0);
    const output = folder.path('scans.preview.png');
    expect(stdout).toBe(`${output}\n`);
    const { width, height } = await sharp(output).metadata();
    // 200x50 and 100x200; titles are up to 150 wide, labels up to 190.
    expect(width).toBeGreaterThan(20 + 16 + 200 + 8 + 100 + 20);
    expect(width).toBeLessThan(20 + 190 + 16 + 200 + 8 + 150 + 20);
    expect(height).toBeGreaterThan(2 * 200);
  });

  it('writes beside the film, and replaces what is there only with -y', async () => {
    const output = folder.path('film.preview.png');
    await writeFile(output, 'mine');
    const rest = ['--at', '0f', '--presets', 'identity', '-q'];
    for (const option of [[], ['-n']]) {
      const { exitCode, stderr } = await captureRun('preview', film, ...rest, ...option);
      expect(exitCode).toBe(73);
      expect(stderr).toContain('exists already');
      expect(await readFile(output, 'utf8')).toBe('mine');
    }
    expect((await captureRun('preview', film, ...rest, '-y')).exitCode).toBe(0);
    expect((await sharp(output).metadata()).format).toBe('png');
  });

  it('leaves nothing behind when it is stopped', async () => {
    await mkdir(folder.path('stopped'));
    const controller = new AbortController();
    const stderr = createMemoryStream();
    const write = stderr.write.bind(stderr);
    stderr.write = ((chunk: string, ...rest: []) => {
      if (chunk.includes('"frame-done"') && chunk.includes('"where":"built-in')) controller.abort();
      return write(chunk, ...rest);
    }) as typeof stderr.write;
    const stdin = new PassThrough();
    stdin.end();
    const stdout = createMemoryStream();
    const argv = [
      'preview',
      film,
      '-o',
      folder.path('stopped', 'sheet.png'),
      '--presets',
      'built-in',
      '--progress',
      'json',
    ];
    const exitCode = await run(argv, { stdin, stdout, stderr }, { signal: controller.signal });
    expect(exitCode).toBe(130);
    expect(stdout.text()).toBe('');
    expect(await readdir(folder.path('stopped'))).toEqual([]);
  });

  it('refuses what it lacks weights for, before it looks at the film', async () => {
    const output = folder.path('missing.png');
    const { exitCode, stderr } = await captureRun('preview', film, '-o', output, '--presets', 'built-in,medium');
    expect(exitCode).toBe(69);
    expect(stderr).toContain('`havc models fetch deoldify-video ddcolor-artistic`');
    expect(stderr).not.toContain('shots found');
  });

  it.each([
    [['-'], 2, /a pipe can be read once only/],
    [['nowhere.mp4'], 66, /There is no file or folder/],
    [['FILM', '--at', '1:00:00'], 2, /--at 3600 s lies behind the end of the film, which has 60 frames/],
    [['FILM', '--at', '60f'], 2, /--at frame 60 lies behind/],
    [['FILM', '--at', '5f,'], 2, /--at must be a list/],
    [['FILM', '--at', 'middle'], 2, /--at must be a time/],
    [['FILM', '--at', '5f', '--scenes', '3'], 2, /give one of them/],
    [['FILM', '--scenes', '0'], 2, /--scenes must be a whole number from 1 to 40/],
    [['FILM', '--scenes', '41'], 2, /--scenes must be a whole number from 1 to 40/],
    [['FILM', '--cell', '10'], 2, /--cell must be a whole number from 64 to 2048/],
    [['FILM', '--at', Array.from({ length: 41 }, (_, i) => `${i}f`).join()], 2, /41 columns and 2 rows/],
    [['FILM', '--presets', Array.from({ length: 24 }, (_, i) => `${i}.json`).join()], 2, /24 ways of colouring/],
    [['FILM', '--presets', 'medum'], 65, /There is no preset "medum".*medium/],
    [['FILM', '--presets', './none.json'], 66, /There is no recipe/],
    [['FILM', '--presets', 'built-in', '--set', 'color.mdel=compact'], 65, /mdel/],
    [['FILM', '--presets', 'built-in', '--color-fix', 'none'], 65, /built-in is a recipe of its own/],
    [['FILM', '--precision', 'fp16'], 2, /--precision is of full models/],
    [['FILM', '-o', 'sheet.webp'], 73, /ends in \.png or \.jpg/],
    [['FILM', '-o', 'FILM.png/sheet.png'], 73, /folder/],
    [['PHOTO', '--at', '5f'], 2, /--at is for films/],
    [['PHOTO', '-o', 'PHOTO', '-y'], 2, /is the input itself/],
  ])('refuses %j', async (argv, code, message) => {
    const photo = folder.path('photo.png');
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } }).toFile(photo);
    const named = argv.map((word) => word.replace('FILM', film).replace('PHOTO', photo));
    if (!named.includes('--presets')) named.push('--presets', 'identity');
    if (!named.includes('-o')) named.push('-o', folder.path('refused.png'));
    const { exitCode, stdout, stderr } = await captureRun('preview', ...named);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(stdout).toBe('');
  });
});

describeSample('sample_bw.mp4', (sample) => {
  it('shows its scenes by three presets, with the built-in model in place of the large ones', async () => {
    const output = folder.path('sample.png');
    const ways = ['--presets', 'fast-preview,veryfast,medium', '--scenes', '4', '--size', '160', '--allow-fallback'];
    const { exitCode, stderr } = await captureRun('preview', sample, '-o', output, ...ways);
    expect(exitCode).toBe(0);
    // Its scenes begin at 0, 34, 134, 207 and 290.
    expect(stderr).toContain('5 shots found, 4 frames chosen.');
    const [source, ...rows] = await readCells(output, 4, 4, [320, 234]);
    for (const row of rows) {
      for (const [at, picture] of row.entries()) {
        expect(mostColor(picture)).toBeGreaterThan(15);
        const [before, after] = [grayOf(source![at]!), grayOf(picture)];
        const moved = before.filter((luma, i) => Math.abs(luma - after[i]!) > 2).length;
        expect(moved / before.length).toBeLessThan(0.01);
      }
    }
  });
});
