import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error a script that is run as it is, without declarations
import { runDemo } from './run-demo.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-demo-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('writes the films and the pictures, says where they are, and does it again without asking', async () => {
  for (const _ of ['once', 'again']) {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    expect(await runDemo({ folder, width: 160, height: 90, frames: 50, print })).toBe(0);
    expect((await readdir(folder)).sort()).toEqual([
      'before-after.png',
      'colorized.mp4',
      'colorized.mp4.recipe.json',
      'contact-sheet.png',
      'input.mp4',
    ]);
    const text = lines.join('\n');
    for (const name of await readdir(folder)) expect(text).toContain(join(basename(folder), name));
    expect(text).toContain('with its sound (audio aac, copied)');
    expect(text).toMatch(/first coloured frame +\d+\.\d s/);
    expect(text).toContain('npm run -s havc -- colorize');
  }
  const { width, height } = await sharp(join(folder, 'contact-sheet.png')).metadata();
  // Two pairs of 160 with 4 between them and 20 around, four rows of 90.
  expect([width, height]).toEqual([708, 460]);
  const { data, info } = await sharp(join(folder, 'before-after.png')).raw().toBuffer({ resolveWithObject: true });
  const isGray = (x: number) => {
    const at = (45 * info.width + x) * info.channels;
    return data[at] === data[at + 1] && data[at] === data[at + 2];
  };
  expect([info.width, info.height]).toEqual([324, 90]);
  const columns = Array.from({ length: 160 }, (_, x) => x);
  expect(columns.every((x) => isGray(x))).toBe(true);
  expect(columns.filter((x) => !isGray(x + 164)).length).toBeGreaterThan(80);
});
