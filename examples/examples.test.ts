import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeOldFilm } from '@havc/benchmarks/old-film';
import { decode, probe } from '@havc/media';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const photographs = fileURLToPath(new URL('../media', import.meta.url));
const home = fileURLToPath(new URL('.', import.meta.url));
let folder: string;
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc examples-'));
  film = join(folder, 'film.mp4');
  await makeOldFilm(film, { photographs, width: 160, height: 90, frames: 50 });
});
afterAll(() => rm(folder, { recursive: true }));

async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execute(process.execPath, [join(home, program), ...args]);
  expect(stderr).toBe('');
  return stdout;
}

/** For each frame the mean distance of its samples from gray. */
async function colorfulness(path: string): Promise<readonly number[]> {
  const { frames } = await decode(path, { originals: false });
  const values: number[] = [];
  for await (const { image } of frames) {
    let sum = 0;
    const { data } = image;
    for (let i = 0; i < data.length; i += 3) {
      sum += Math.max(data[i]!, data[i + 1]!, data[i + 2]!) - Math.min(data[i]!, data[i + 1]!, data[i + 2]!);
    }
    values.push((3 * sum) / data.length);
  }
  return values;
}

describe('the examples', () => {
  it('are programs of under 40 lines that import packages by name', async () => {
    const programs = (await readdir(home)).filter((name) => name.endsWith('.js'));
    expect(programs).toHaveLength(7);
    for (const name of programs) {
      const source = await readFile(join(home, name), 'utf8');
      expect(source.trimEnd().split('\n').length, name).toBeLessThan(40);
      for (const [, from] of source.matchAll(/from '([^']+)'/g)) expect(from).toMatch(/^(@havc\/|node:)/);
    }
  });

  it('colorize-a-film.js writes a film in colour, of the same length and with its sound', async () => {
    const output = join(folder, 'colour.mp4');
    expect(await run('colorize-a-film.js', film, output)).toBe(`50 frames written to ${output}\n`);
    const info = await probe(output);
    expect(info.video).toMatchObject({ width: 160, height: 90, frameCount: 50 });
    expect(info.otherTracks.map(({ codec }) => codec)).toEqual(['aac']);
    // A gray film read back has 0; the model's colours are around 30 levels wide here.
    const values = await colorfulness(output);
    expect(Math.min(...values)).toBeGreaterThan(5);
    expect(Math.max(...(await colorfulness(film)))).toBe(0);
  });

  it('colorize-by-recipe.js says what it will do, and does it', async () => {
    const [output, recipe] = [join(folder, 'by-recipe.mp4'), join(folder, 'recipe.json')];
    const half = {
      extends: 'medium',
      size: 90,
      shots: [{ to: 25, set: { 'filters+': { filter: 'tweak', saturation: 0 } } }],
    };
    await writeFile(recipe, JSON.stringify(half));
    const said = await run('colorize-by-recipe.js', film, output, recipe);
    expect(said).toContain('Mix two colourings, 60 % of the first and 40 % of the second');
    expect(said).toContain('50 frames written');
    expect(said).toContain('with compact');
    const values = await colorfulness(output);
    expect(Math.max(...values.slice(0, 24))).toBeLessThan(2);
    expect(Math.min(...values.slice(26))).toBeGreaterThan(5);
  });

  it('fade-into-color.js starts gray and ends in colour', async () => {
    const output = join(folder, 'faded.mp4');
    await run('fade-into-color.js', film, output, '1');
    const values = await colorfulness(output);
    expect(values).toHaveLength(50);
    expect(values[0]).toBeLessThan(2);
    expect(values[5]).toBeLessThan(values[10]!);
    expect(values[49]).toBeGreaterThan(5);
  });

  it('scene-cuts.js prints the three cuts and the cross-fade as JSON', async () => {
    // Twelve seconds: in a short film of the same shots the camera would move as fast as a cut.
    const long = join(folder, 'long.mp4');
    await makeOldFilm(long, { photographs, width: 128, height: 72, frames: 300 });
    const cuts = JSON.parse(await run('scene-cuts.js', long)) as { frame: number; time: number }[];
    // The shots begin at 23, 43 and 62 % of the film, which has 25 frames a second.
    expect(cuts.slice(0, 3)).toEqual([
      { frame: 69, time: 2.76 },
      { frame: 129, time: 5.16 },
      { frame: 186, time: 7.44 },
    ]);
    // The cross-fade goes from 84 to 91 %; its shot begins somewhere in it.
    expect(cuts).toHaveLength(4);
    expect(cuts[3]!.frame).toBeGreaterThanOrEqual(252);
    expect(cuts[3]!.frame).toBeLessThanOrEqual(273);
  });

  it('stabilize-between.js calms the flicker that a stage before it makes', async () => {
    const output = join(folder, 'calm.mp4');
    expect(await run('stabilize-between.js', film, output)).toBe(`50 frames written to ${output}\n`);
    const values = await colorfulness(output);
    // Every second frame had half of its colour: the mean of a window takes most of that away, inside a shot.
    for (let n = 33; n < 38; n++) expect(Math.abs(values[n + 1]! / values[n]! - 1)).toBeLessThan(0.2);
    expect(values[0]).toBeLessThan(2);
    expect(values[49]).toBeGreaterThan(3);
  });

  it('fix-hues.js dulls the reds of a folder of pictures, and nothing else', async () => {
    const pictures = join(folder, 'pictures');
    const output = join(folder, 'fixed');
    await mkdir(pictures);
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c83232' } }).toFile(
      join(pictures, 'red.png'),
    );
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3232c8' } }).toFile(
      join(pictures, 'blue.png'),
    );
    expect(await run('fix-hues.js', pictures, output, '350:20|0.3,0')).toBe('blue.png\nred.png\n');
    expect((await colorAt(join(output, 'blue.png'))).map((code) => Math.round(code / 10))).toEqual([5, 5, 20]);
    const [red, , blue] = await colorAt(join(output, 'red.png'));
    // 30 % of the saturation: the distance of 150 becomes about 45, on the luma that it was.
    expect(red! - blue!).toBeGreaterThan(30);
    expect(red! - blue!).toBeLessThan(60);
  });

  it('merge-two-colorizers.js tints what is dark and colours what is bright', async () => {
    const picture = join(folder, 'halves.png');
    const output = join(folder, 'merged.png');
    const dark = Buffer.alloc(64 * 64 * 3, 20);
    await sharp(dark, { raw: { width: 64, height: 64, channels: 3 } }).toFile(picture);
    await run('merge-two-colorizers.js', picture, output);
    const [red, green, blue] = await colorAt(output);
    expect(red! > green! && green! > blue!).toBe(true);
  });
});

async function colorAt(path: string): Promise<number[]> {
  const { data } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)];
}
