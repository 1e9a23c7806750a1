import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeOldFilm } from '@havc/benchmarks/old-film';
import { decode, probe } from '@havc/media';
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
    expect(programs).toHaveLength(3);
    for (const name of programs) {
      const source = await readFile(join(home, name), 'utf8');
      expect(source.trimEnd().split('\n').length, name).toBeLessThan(40);
      for (const [, from] of source.matchAll(/from '([^']+)'/g)) expect(from).toMatch(/^@havc\//);
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

  it('fade-into-color.js starts gray and ends in colour', async () => {
    const output = join(folder, 'faded.mp4');
    await run('fade-into-color.js', film, output, '1');
    const values = await colorfulness(output);
    expect(values).toHaveLength(50);
    expect(values[0]).toBeLessThan(2);
    expect(values[5]).toBeLessThan(values[10]!);
    expect(values[49]).toBeGreaterThan(5);
  });

  it('find-cuts.js finds the three cuts, and not the cross-fade', async () => {
    // Twelve seconds: in a short film of the same shots the camera would move as fast as a cut.
    const long = join(folder, 'long.mp4');
    await makeOldFilm(long, { photographs, width: 128, height: 72, frames: 300 });
    const lines = (await run('find-cuts.js', long)).trim().split('\n');
    // The shots begin at 23, 43 and 62 % of the film.
    expect(lines.map((line) => /^cut at frame (\d+), [\d.]+ s, dE [\d.]+$/.exec(line)?.[1])).toEqual([
      '69',
      '129',
      '186',
    ]);
  });
});
