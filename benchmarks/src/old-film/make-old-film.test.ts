import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HavcError } from '@havc/core';
import { decode, locateFfmpeg, probe } from '@havc/media';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOldFilm, shotSeconds } from './make-old-film.ts';

const photographs = fileURLToPath(new URL('../../../media', import.meta.url));
let folder: string;
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-old-film-'));
  film = join(folder, 'old film.mp4');
  await makeOldFilm(film, { photographs, width: 128, height: 72, frames: 100, grain: 2 });
});
afterAll(() => rm(folder, { recursive: true }));

async function planes(): Promise<Buffer> {
  const { ffmpeg } = await locateFfmpeg();
  return execFileSync(ffmpeg, ['-v', 'error', '-i', film, '-f', 'rawvideo', '-'], { maxBuffer: 64 << 20 });
}

describe('makeOldFilm', () => {
  it('makes an H.264 film with gray chroma, colour tags and a soundtrack', async () => {
    const { video, otherTracks, duration } = await probe(film);
    expect(video).toMatchObject({ codec: 'h264', width: 128, height: 72, frameCount: 100 });
    expect(video.pixelFormat.name).toBe('yuv420p');
    expect(video.color).toEqual({ range: 'limited', matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' });
    expect(otherTracks.map(({ kind, codec, channels }) => [kind, codec, channels])).toEqual([['audio', 'aac', 2]]);
    expect(duration).toBeCloseTo(4, 1);
    const frameBytes = (128 * 72 * 3) / 2;
    const samples = await planes();
    expect(samples.length).toBe(100 * frameBytes);
    const isGray = samples.every((sample, i) => i % frameBytes < 128 * 72 || sample === 128);
    expect(isGray).toBe(true);
  });

  it('cuts hard where its shots begin, and nowhere else', async () => {
    const samples = await planes();
    const size = 128 * 72;
    const cuts: number[] = [];
    for (let frame = 1; frame < 100; frame++) {
      let sum = 0;
      const [now, before] = [(frame * size * 3) / 2, ((frame - 1) * size * 3) / 2];
      for (let i = 0; i < size; i++) sum += Math.abs(samples[now + i]! - samples[before + i]!);
      if (sum / size > 25) cuts.push(frame);
    }
    expect(cuts).toEqual(
      shotSeconds(4)
        .slice(1, 4)
        .map((seconds) => Math.ceil(seconds * 25)),
    );
  });

  it('keeps the colours of the photographs where it is asked to, on the same luma', async () => {
    const size = { width: 128, height: 72, frames: 12 };
    const lossless = { encoderArguments: ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast'], sound: false };
    const [gray, colored] = [join(folder, 'gray.mkv'), join(folder, 'colored.mkv')];
    await makeOldFilm(gray, { photographs, ...size, ...lossless, grain: 3 });
    await makeOldFilm(colored, { photographs, ...size, ...lossless, grain: 3, colors: true });
    const { ffmpeg } = await locateFfmpeg();
    const read = (film: string, format: string) =>
      execFileSync(ffmpeg, ['-v', 'error', '-i', film, '-pix_fmt', format, '-f', 'rawvideo', '-'], {
        maxBuffer: 64 << 20,
      });
    const pixels = 128 * 72;
    const [luma, colors] = [read(gray, 'yuv420p'), read(colored, 'yuv444p')];
    for (let frame = 0; frame < 12; frame++) {
      const own = colors.subarray(frame * 3 * pixels, frame * 3 * pixels + pixels);
      expect(own.equals(luma.subarray(frame * 1.5 * pixels, frame * 1.5 * pixels + pixels))).toBe(true);
    }
  });

  it('shows a colour as it is', async () => {
    const flat = join(folder, 'flat');
    await mkdir(flat);
    for (const name of ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg']) {
      const background = { r: 200, g: 120, b: 40 };
      await sharp({ create: { width: 64, height: 48, channels: 3, background } }).toFile(join(flat, name));
    }
    const film = join(folder, 'flat.mkv');
    await makeOldFilm(film, { photographs: flat, width: 64, height: 48, frames: 8, grain: 0, colors: true });
    await using decoded = await decode(film, { originals: false });
    for await (const { image } of decoded.frames) {
      for (const [channel, value] of [200, 120, 40].entries()) {
        expect(Math.abs(image.data[channel + 3 * 64 * 24]! - value)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('says what ffmpeg said when it fails', async () => {
    const error: unknown = await makeOldFilm(join(folder, 'no folder', 'film.mp4'), {
      photographs,
      width: 64,
      height: 36,
      frames: 2,
    }).catch((reason: unknown) => reason);
    expect(HavcError.is(error, 'FFMPEG_FAILED')).toBe(true);
    expect(String(error)).toContain('No such file or directory');
  });

  it('refuses sizes that 4:2:0 cannot have', async () => {
    await expect(makeOldFilm(film, { photographs, width: 63 })).rejects.toThrow('options.width must be an even number');
  });
});
