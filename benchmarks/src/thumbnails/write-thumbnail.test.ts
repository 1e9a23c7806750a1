import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRgbImage } from '@havc/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thumbnailSize, writeThumbnail } from './write-thumbnail.ts';

describe('thumbnailSize', () => {
  it.each([
    [480, 360, 149, 112],
    [360, 480, 112, 149],
    [40, 30, 40, 30],
    [4480, 112, 448, 11],
    [1, 60_000, 1, 448],
  ])('of %dx%d is %dx%d', (width, height, toWidth, toHeight) => {
    expect(thumbnailSize({ width, height })).toEqual({ width: toWidth, height: toHeight });
  });
});

describe('writeThumbnail', () => {
  let output: string;
  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), 'havc-thumbnail-'));
  });
  afterAll(() => rm(output, { recursive: true, force: true }));

  /** Left half red, right half blue. */
  const halves = createRgbImage(300, 200);
  for (let i = 0; i < halves.data.length; i += 3) halves.data[i + ((i / 3) % 300 < 150 ? 0 : 2)] = 255;

  it('writes a small picture with the same colours, and says where', async () => {
    const path = await writeThumbnail(halves, { output, path: ['thumbnails', 'color', '01', 'DA+DD'] });
    expect(path).toBe('thumbnails/color/01/DA+DD.webp');
    const file = join(output, ...path.split('/'));
    expect((await stat(file)).size).toBeLessThan(4096);
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 168, height: 112, channels: 3 });
    const at = (x: number) => [...data.subarray(3 * (56 * 168 + x), 3 * (56 * 168 + x) + 3)];
    // Lossy: a few codes.
    for (const [pixel, color] of [
      [at(20), [255, 0, 0]],
      [at(150), [0, 0, 255]],
    ] as const) {
      for (const channel of [0, 1, 2]) expect(Math.abs(pixel[channel]! - color[channel]!)).toBeLessThan(8);
    }
  });

  it('replaces one of an earlier run', async () => {
    await writeFile(join(output, 'old.webp'), 'old');
    await writeThumbnail(halves, { output, path: ['old'] });
    expect((await readFile(join(output, 'old.webp'))).subarray(8, 12).toString()).toBe('WEBP');
  });

  it('says what it cannot write', async () => {
    await writeFile(join(output, 'file'), '');
    await expect(writeThumbnail(halves, { output, path: ['file', 'below'] })).rejects.toMatchObject({
      name: 'HavcError',
    });
  });
});
