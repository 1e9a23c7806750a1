import { execFileSync } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { frameTimes } from '../probe/probe.ts';
import { lumaBytes, makeClip, runFfmpeg, withFolder } from '../testing/clips.ts';
import { decode } from './decode.ts';

async function collect(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

const H264 = ['-c:v', 'libx264', '-bf', '2', '-g', '10'];

describe('decode', () => {
  it('gives all frames in their order, with their times, images and luma', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mp4'), { frames: 20, output: H264 });
      await using film = await decode(path);
      expect(film).toMatchObject({ width: 64, height: 48, frameCount: 20, frameCountExact: true, damageCount: 0 });
      const luma = await lumaBytes(path, 'yuv420p');
      let count = 0;
      for await (const { index, time, image } of film.frames) {
        expect(index).toBe(count);
        expect(time).toBeCloseTo(count * 0.04, 5);
        expect(image.shape).toEqual([48, 64, 3]);
        const original = film.originals.take(index);
        expect(original.luma.equals(luma.subarray(count * 64 * 48, ++count * 64 * 48))).toBe(true);
        film.originals.release(original);
      }
      expect(count).toBe(20);
    }));

  it('gives a range exactly, with seeking and without', () =>
    withFolder(async (folder) => {
      for (const name of ['film.mp4', 'film.ts', 'film.h264']) {
        const path = await makeClip(join(folder, name), { frames: 30, output: H264 });
        await using whole = await decode(path);
        const all = await collect(whole.frames);
        await using part = await decode(path, { start: { frame: 13 }, end: { frame: 17 } });
        const some = await collect(part.frames);
        expect(some.map(({ index }) => index)).toEqual([13, 14, 15, 16]);
        expect(some.map(({ image }) => image.data)).toEqual(all.slice(13, 17).map(({ image }) => image.data));
      }
    }));

  it('takes times that the caller has looked up for those of the file', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mp4'), { frames: 30, output: H264 });
      const times = await frameTimes(path);
      const range = { start: { seconds: 0.52 }, end: { frame: 15 } } as const;
      await using part = await decode(path, { ...range, times });
      await using same = await decode(path, range);
      const [some, others] = [await collect(part.frames), await collect(same.frames)];
      expect(some.map(({ index }) => index)).toEqual([13, 14]);
      expect(some.map(({ image }) => image.data)).toEqual(others.map(({ image }) => image.data));
      // They are really what counts: of a list of two frames, the third isn't there.
      await expect(decode(path, { start: { frame: 2 }, times: times.slice(0, 2) })).rejects.toThrow(/2 frames/);
    }));

  it('gives chosen frames alone, with their numbers and times, with seeking and without', () =>
    withFolder(async (folder) => {
      for (const name of ['film.mp4', 'film.ts', 'film.mkv']) {
        const path = await makeClip(join(folder, name), { frames: 30, output: H264 });
        await using whole = await decode(path, { size: 'full' });
        const all = await collect(whole.frames);
        for (const [start, only] of [
          [undefined, [0, 1, 5, 29]],
          [5, [5]],
          [12, [12, 13, 20]],
          [3, [7, 8]],
        ] as const) {
          const options = { size: 'full', originals: false, only, ...(start && { start: { frame: start } }) } as const;
          await using part = await decode(path, options);
          expect(part.frameCount).toBe(only.length);
          const some = await collect(part.frames);
          expect(some.map(({ index }) => index)).toEqual(only);
          expect(some.map(({ time }) => time)).toEqual(only.map((index) => all[index]!.time));
          expect(some.map(({ image }) => image.data)).toEqual(only.map((index) => all[index]!.image.data));
        }
      }
    }));

  it('takes a thousand chosen frames', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mkv'), { frames: 2000, output: ['-c:v', 'ffv1'] });
      const only = Array.from({ length: 1000 }, (_, i) => 2 * i + 1);
      await using film = await decode(path, { size: 16, originals: false, only });
      expect((await collect(film.frames)).map(({ index }) => index)).toEqual(only);
    }));

  it.each([[[]], [[3, 3]], [[4, 3]], [[-1]], [[1.5]], [[2, 9]], [Array.from({ length: 1001 }, (_, i) => i)]])(
    'refuses to choose %j',
    (only) =>
      withFolder(async (folder) => {
        const path = await makeClip(join(folder, 'film.mkv'), { frames: 10 });
        const end = { frame: only.length > 1000 ? 10 : 5 };
        await expect(decode(path, { only, end })).rejects.toMatchObject({
          code: 'OPTION_INVALID',
          message: /^options\.only must be/,
        });
      }),
  );

  it('gives its frames once', () =>
    withFolder(async (folder) => {
      await using film = await decode(await makeClip(join(folder, 'film.mkv')));
      await collect(film.frames);
      await expect(collect(film.frames)).rejects.toMatchObject({ code: 'OPTION_INVALID', message: /once/ });
    }));

  it.skipIf(process.platform === 'win32')('ends its processes when nobody wants more frames', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mkv'), { frames: 2000, output: ['-c:v', 'ffv1'] });
      for (const stop of ['break', 'dispose', 'abort'] as const) {
        const controller = new AbortController();
        const film = await decode(path, { signal: controller.signal });
        let failure: unknown;
        try {
          for await (const frame of film.frames) {
            if (frame.index < 2) continue;
            if (stop === 'break') break;
            if (stop === 'dispose') await film.dispose();
            if (stop === 'abort') controller.abort();
          }
        } catch (error) {
          failure = error;
        }
        if (stop === 'abort') expect(failure).toMatchObject({ code: 'ABORTED' });
        else expect(failure).toBeUndefined();
        await film.dispose();
        expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(path);
      }
    }),
  );

  it('says where the pictures change their size, and ends a range where it ends all the same', () =>
    withFolder(async (folder) => {
      const parts: Buffer[] = [];
      for (const width of [64, 32, 64]) {
        const part = await makeClip(join(folder, 'part.h264'), { width, frames: 10, output: H264 });
        parts.push(await readFile(part));
      }
      const path = join(folder, 'film.h264');
      await writeFile(path, Buffer.concat(parts));
      await using film = await decode(path);
      const frames = await collect(film.frames);
      expect(frames).toHaveLength(30);
      expect(film.sizeChangedAt).toBe(10);
      expect(new Set(frames.map(({ image }) => image.shape.join()))).toEqual(new Set(['48,64,3']));
      await using part = await decode(path, { end: { frame: 15 } });
      expect(await collect(part.frames)).toHaveLength(15);
    }));

  it('makes a clock that jumps continuous, for every track alike', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'part.ts');
      await runFfmpeg([
        ...[
          '-f',
          'lavfi',
          '-i',
          'testsrc2=s=64x48:r=25:d=1',
          '-f',
          'lavfi',
          '-i',
          'sine=d=1',
          ...H264,
          '-c:a',
          'mp2',
          path,
        ],
      ]);
      const bytes = await readFile(path);
      const joined = join(folder, 'joined.ts');
      await writeFile(joined, Buffer.concat([bytes, bytes, bytes]));
      await using sound = await decode(path);
      expect(sound.steadyCopy).toBeUndefined();
      await using film = await decode(joined);
      expect(film.steadyCopy).toEqual({ tracks: [0, 1] });
      expect(film.notes.join(' ')).toContain('its times are made continuous');
      const times = (await collect(film.frames)).map(({ time }) => time);
      expect(times).toHaveLength(75);
      // To a tick of 1/90000 s and the rounding of the copy.
      times.forEach((time, i) => {
        expect(Math.abs(time - times[0]! - i * 0.04)).toBeLessThan(1e-4);
      });
      await expect(decode(joined, { start: { frame: 3 } })).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED' });
    }));

  it('says when it reads through a large transport stream first', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.ts');
      await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25:d=0.2', ...H264, path]);
      const notices: string[] = [];
      const onNotice = (message: string) => notices.push(message);
      await (await decode(path, { onNotice })).dispose();
      expect(notices).toEqual([]);
      // Null packets, which a broadcast is filled up with.
      const empty = Buffer.from([0x47, 0x1f, 0xff, 0x10, ...new Array<number>(184).fill(0xff)]);
      await appendFile(path, Buffer.alloc(empty.length * 540_000, empty));
      await (await decode(path, { onNotice })).dispose();
      expect(notices).toEqual([`Reading the timestamps of ${JSON.stringify(path)} first (102 MB): they may jump.`]);
    }));

  it.each([15, 4097, 1.5, Number.NaN])('refuses the size %d', async (size) => {
    await expect(decode('film.mp4', { size })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: /options\.size/,
    });
  });
});
