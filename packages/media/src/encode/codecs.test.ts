import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { copyFilm } from '../testing/copy-film.ts';

describe('codecs', () => {
  it.each([
    ['h264', 'mp4', 'yuv420p', 'h264', 'yuv420p'],
    ['h264', 'mp4', 'yuv420p10le', 'h264', 'yuv420p10le'],
    ['h264', 'mkv', 'yuv422p', 'h264', 'yuv420p'],
    ['h265', 'mp4', 'yuv420p10le', 'hevc', 'yuv420p10le'],
    ['vp9', 'webm', 'yuv420p', 'vp9', 'yuv420p'],
    ['prores', 'mov', 'yuv420p', 'prores', 'yuv422p10le'],
    ['ffv1', 'mkv', 'yuv444p10le', 'ffv1', 'yuv444p10le'],
  ] as const)('%s in %s from %s', async (codec, extension, pixelFormat, name, becomes) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { width: 128, height: 96, pixelFormat });
      const result = join(folder, `out.${extension}`);
      await copyFilm(source, result, { codec });
      const { video } = await probe(result);
      expect(video.codec).toBe(name);
      expect(video.pixelFormat.name).toBe(becomes);
    });
  });

  it('av1, or a message that names what is missing', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { width: 128, height: 96 });
      const result = join(folder, 'out.mp4');
      try {
        await copyFilm(source, result, { codec: 'av1' });
        expect((await probe(result)).video.codec).toBe('av1');
      } catch (error) {
        expect(HavcError.is(error, 'FFMPEG_UNSUITABLE')).toBe(true);
        expect((error as Error).message).toContain('libsvtav1');
      }
    });
  });

  it('h264 of an odd size repeats the last row and column, and keeps the picture', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { width: 65, height: 49 });
      const result = join(folder, 'out.mp4');
      await copyFilm(source, result, { crf: 0 });
      const { video } = await probe(result);
      expect([video.width, video.height]).toEqual([66, 50]);
      const before = await runFfmpeg(['-i', source, '-vf', 'extractplanes=y', '-f', 'rawvideo', '-']);
      const after = await runFfmpeg(['-i', result, '-vf', 'extractplanes=y,crop=65:49:0:0', '-f', 'rawvideo', '-']);
      expect(Buffer.compare(after, before)).toBe(0);
    });
  });

  it('further arguments reach the encoder', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 30 });
      const result = join(folder, 'out.mp4');
      await copyFilm(source, result, { encoderArguments: ['-g', '3'] });
      const { packets } = (await runFfprobe(['-show_entries', 'packet=flags', result])) as {
        packets: { flags: string }[];
      };
      expect(packets.filter((packet) => packet.flags.startsWith('K')).length).toBe(10);
    });
  });

  it.each([
    [{ codec: 'h264', crf: 99 }, 'out.mp4', 'OPTION_INVALID'],
    [{ codec: 'prores', crf: 10 }, 'out.mov', 'OPTION_INVALID'],
    [{ codec: 'ffv1' }, 'out.mp4', 'OUTPUT_UNSUPPORTED'],
    [{ codec: 'h264' }, 'out.xyz', 'OPTION_INVALID'],
    [{ codec: 'h264', pixelFormat: 'rgb24' }, 'out.mp4', 'OPTION_INVALID'],
  ] as const)('%j into %s is refused as %s', async (options, name, code) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      await expect(copyFilm(source, join(folder, name), options)).rejects.toMatchObject({ code });
      expect(await readdir(folder)).toEqual(['in.mkv']);
    });
  });
});
