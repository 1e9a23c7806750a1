import { readFile, writeFile } from 'node:fs/promises';
import { decode, frameTimes } from '@havc/media';
import { beforeAll, describe, expect, it } from 'vitest';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { pickFrames } from './pick-frames.ts';

const base = temporaryFolder();
const { signal } = new AbortController();
beforeAll(async () => {
  await runFfmpeg(...grayPicture(30), '-c:v', 'libx264', '-bf', '2', '-g', '10', base.path('film.mkv'));
  const parts: Buffer[] = [];
  for (const size of ['64x48', '128x96', '64x48']) {
    await runFfmpeg(...grayPicture(10, size), '-c:v', 'libx264', '-pix_fmt', 'yuv420p', base.path('part.h264'));
    parts.push(await readFile(base.path('part.h264')));
  }
  await writeFile(base.path('sizes.h264'), Buffer.concat(parts));
});

async function allFrames(path: string) {
  await using film = await decode(path, { size: 'full', originals: false });
  const frames = [];
  for await (const { index, time, image } of film.frames) frames.push({ index, time, data: image.data });
  return frames;
}

async function pick(path: string, places: { index: number; time: number }[], hasOwnTimes: boolean) {
  const frames = [];
  for await (const { index, image } of pickFrames(path, places, { hasOwnTimes, signal })) {
    frames.push({ index, data: image.data });
  }
  return frames;
}

describe('pickFrames', () => {
  it.each([true, false])('gives the frames that were asked for; own times: %s', async (hasOwnTimes) => {
    const path = base.path('film.mkv');
    const all = await allFrames(path);
    const times = await frameTimes(path);
    for (const wanted of [[0], [29], [3, 4, 17], [0, 29]]) {
      const places = wanted.map((index) => ({ index, time: times[index]! }));
      const picked = await pick(path, places, hasOwnTimes);
      expect(picked).toEqual(wanted.map((index) => ({ index, data: all[index]!.data })));
    }
  });

  it('gives the right ones of a film whose pictures change their size, where ffmpeg counts anew', async () => {
    const path = base.path('sizes.h264');
    const all = await allFrames(path);
    expect(all).toHaveLength(30);
    for (const wanted of [[2, 13, 25], [15], [9, 10]]) {
      const picked = await pick(
        path,
        wanted.map((index) => all[index]!),
        true,
      );
      expect(picked).toEqual(wanted.map((index) => ({ index, data: all[index]!.data })));
    }
  });

  it('ends early where the film does', async () => {
    const places = [28, 29, 30].map((index) => ({ index, time: index / 25 }));
    expect((await pick(base.path('film.mkv'), places, true)).map(({ index }) => index)).toEqual([28, 29]);
  });
});
