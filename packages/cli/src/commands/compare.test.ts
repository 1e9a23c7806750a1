import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { probe } from '@havc/media';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { makeClip, temporaryFolder } from '../testing/clips.ts';

const base = temporaryFolder();
const RED = { r: 200, g: 0, b: 0 };
const BLUE = { r: 0, g: 0, b: 200 };
beforeAll(async () => {
  await picture('a.png', 20, 10, RED);
  await picture('b.png', 40, 20, BLUE);
  await picture('dot.png', 1, 1, RED);
  await makeClip(base.path('a.mp4'), 5);
  await copyFile(base.path('a.mp4'), base.path('b.mp4'));
});

function picture(name: string, width: number, height: number, background: object): Promise<unknown> {
  return sharp({ create: { width, height, channels: 3, background: background as typeof RED } }).toFile(
    base.path(name),
  );
}

async function readPicture(name: string) {
  const { data, info } = await sharp(base.path(name)).raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)],
  };
}

describe('havc compare', () => {
  it('puts two images side by side, the second at the size of the first', async () => {
    const { exitCode, stderr } = await captureRun('compare', base.path('a.png'), base.path('b.png'));
    expect(stderr).toMatch(/^Wrote .*b\.compare\.png: 1 image, /);
    expect(exitCode).toBe(0);
    const result = await readPicture('b.compare.png');
    expect([result.width, result.height]).toEqual([42, 10]);
    expect([result.at(0, 0), result.at(19, 9)]).toEqual([
      [200, 0, 0],
      [200, 0, 0],
    ]);
    expect([result.at(20, 0), result.at(21, 9)]).toEqual([
      [255, 255, 255],
      [255, 255, 255],
    ]);
    expect([result.at(22, 0), result.at(41, 9)]).toEqual([
      [0, 0, 200],
      [0, 0, 200],
    ]);
  });

  it('splits one picture, with a white line between the halves', async () => {
    const output = base.path('split.png');
    const argv = ['compare', base.path('a.png'), base.path('b.png'), '--layout', 'split', '-o', output, '-q'];
    expect(await captureRun(...argv)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const result = await readPicture('split.png');
    expect([result.width, result.height]).toEqual([20, 10]);
    expect([8, 9, 10, 11].map((x) => result.at(x, 5))).toEqual([
      [200, 0, 0],
      [255, 255, 255],
      [255, 255, 255],
      [0, 0, 200],
    ]);
  });

  it('takes pictures of one pixel', async () => {
    const output = base.path('dots.png');
    const argv = ['compare', base.path('dot.png'), base.path('dot.png'), '--layout', 'split', '-o', output];
    expect((await captureRun(...argv)).exitCode).toBe(0);
    expect(await readPicture('dots.png')).toMatchObject({ width: 1, height: 1 });
  });

  it('puts two films side by side', async () => {
    const { exitCode } = await captureRun('compare', base.path('a.mp4'), base.path('b.mp4'), '-q');
    expect(exitCode).toBe(0);
    const { video } = await probe(base.path('b.compare.mp4'));
    expect([video.width, video.height, video.frameCount]).toEqual([130, 48, 5]);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a film and an image', ['a.mp4', 'a.png'], 2, /takes two films or two images/],
    ['what is missing', ['a.png', 'x.png'], 66, /no file or folder/],
    ['what exists', ['a.png', 'b.png', '-o', 'taken.png'], 73, /exists already/],
    ['an input for its output', ['a.png', 'b.png', '-o', 'b.png', '-y'], 2, /is the input itself/],
    ['a name that says no format', ['a.png', 'b.png', '-o', 'out'], 73, /needs a name that ends in/],
    ['a picture that is none', ['a.png', 'text.png'], 65, /text\.png/],
  ])('refuses %s', async (_what, argv, code, message) => {
    await writeFile(base.path('taken.png'), 'precious');
    await writeFile(base.path('text.png'), 'no picture');
    const before = (await readdir(base.path())).sort();
    const paths = argv.map((word) => (word.startsWith('-') ? word : base.path(word)));
    const { exitCode, stderr } = await captureRun('compare', ...paths);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect((await readdir(base.path())).sort()).toEqual(before);
    expect(await readFile(base.path('taken.png'), 'utf8')).toBe('precious');
  });
});
