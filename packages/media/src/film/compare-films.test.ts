import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, withFolder } from '../testing/clips.ts';
import { compareFilms } from './compare-films.ts';

/** The mean red, green and blue of a part of the first frame. */
async function meanColor(path: string, crop: string): Promise<number[]> {
  const rgb = await runFfmpeg([
    '-i',
    path,
    '-frames:v',
    '1',
    '-vf',
    `crop=${crop},format=rgb24`,
    '-f',
    'rawvideo',
    '-',
  ]);
  return [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < rgb.length; i += 3) sum += rgb[i]!;
    return (sum / rgb.length) * 3;
  });
}

describe('compareFilms', () => {
  async function makePair(folder: string): Promise<[string, string]> {
    // Primary colours in two ways of coding them: compared, both must look right.
    const red = join(folder, 'red -1.mkv');
    const blue = join(folder, "blue 'quoted'.mkv");
    const tags = (matrix: string) => ['-colorspace', matrix, '-color_range', 'tv', '-c:v', 'ffv1'];
    const coded = (matrix: string) => `format=gbrp,scale=out_color_matrix=${matrix}:out_range=tv,format=yuv420p`;
    await runFfmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=0xc02020:s=160x120:d=0.2',
      '-vf',
      coded('bt709'),
      ...tags('bt709'),
      red,
    ]);
    await runFfmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=0x2020c0:s=80x60:d=0.4',
      '-vf',
      coded('bt601'),
      ...tags('smpte170m'),
      blue,
    ]);
    return [red, blue];
  }

  it('puts both side by side, each in its own colours, in the size of the first', async () => {
    await withFolder(async (folder) => {
      const [red, blue] = await makePair(folder);
      const output = join(folder, 'out.mp4');
      await compareFilms(red, blue, output);
      const { video } = await probe(output);
      expect([video.width, video.height, video.frameCount]).toEqual([322, 120, 5]);
      const [left, right] = [await meanColor(output, '140:100:8:8'), await meanColor(output, '140:100:170:8')];
      // Within the rounding of two 8-bit Y'CbCr conversions and CRF 17.
      [0xc0, 0x20, 0x20].forEach((value, i) => {
        expect(Math.abs(left[i]! - value)).toBeLessThan(6);
        expect(Math.abs(right[2 - i]! - value)).toBeLessThan(6);
      });
    });
  });

  it('splits the screen', async () => {
    await withFolder(async (folder) => {
      const [red, blue] = await makePair(folder);
      const output = join(folder, 'out.mp4');
      await compareFilms(red, blue, output, { layout: 'split' });
      const { video } = await probe(output);
      expect([video.width, video.height]).toEqual([160, 120]);
      expect((await meanColor(output, '60:100:8:8'))[0]).toBeGreaterThan(180);
      expect((await meanColor(output, '60:100:90:8'))[2]).toBeGreaterThan(180);
    });
  });

  it('leaves nothing behind when one of them can not be read, or it is stopped', async () => {
    await withFolder(async (folder) => {
      const clip = await makeClip(join(folder, 'a.mkv'));
      await expect(compareFilms(clip, join(folder, 'none.mkv'), join(folder, 'o.mp4'))).rejects.toMatchObject({
        code: 'INPUT_MISSING',
      });
      await expect(compareFilms(clip, clip, clip, { overwrite: true })).rejects.toMatchObject({
        code: 'OPTION_INVALID',
      });
      const signal = AbortSignal.abort();
      await expect(compareFilms(clip, clip, join(folder, 'o.mp4'), { signal })).rejects.toMatchObject({
        code: 'ABORTED',
      });
      expect(await readdir(folder)).toEqual(['a.mkv']);
    });
  });
});
