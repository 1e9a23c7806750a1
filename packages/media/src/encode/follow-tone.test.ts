import { join } from 'node:path';
import { createRgbImage, type Frame, mapFrames, pipe, type RgbImage, sizeOf } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { workingSize } from '../film/working-size.ts';
import type { VideoTrack } from '../probe/media-info.ts';
import { probe } from '../probe/probe.ts';
import { lumaBytes, makeClip, withFolder } from '../testing/clips.ts';
import { encode } from './encode.ts';
import { followTone } from './follow-tone.ts';
import { packedLayout } from './packed-frame.ts';

/** A picture with another tone: `change` takes and gives light, 0..1, at a place, 0..1. */
function toned(image: RgbImage, change: (light: number, x: number, y: number) => number): RgbImage {
  const { width, height } = sizeOf(image);
  const result = createRgbImage(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const light = change(image.get(y, x, c) / 255, (x + 0.5) / width, (y + 0.5) / height);
        result.set(y, x, c, Math.round(255 * Math.min(1, Math.max(0, light))));
      }
    }
  }
  return result;
}

/** Encodes a film without loss whose frames got another tone, and gives its luma and the source's. */
async function lumasOf(
  source: string,
  result: string,
  work: (frame: Frame) => Frame,
  size = 480,
): Promise<{ before: Uint8Array | Uint16Array; after: Uint8Array | Uint16Array; video: VideoTrack }> {
  await using film = await decode(source, { size });
  const stage = mapFrames((frame: Frame) => Promise.resolve(work(frame)));
  await encode(film, pipe(film.frames, stage), result, { codec: 'ffv1' });
  const { video } = await probe(source);
  const written = (await probe(result)).video.pixelFormat.name;
  const [first, second] = [await lumaBytes(source, video.pixelFormat.planar), await lumaBytes(result, written)];
  const samples = (bytes: Buffer) =>
    video.pixelFormat.bitDepth > 8 ? new Uint16Array(new Uint8Array(bytes).buffer) : new Uint8Array(bytes);
  return { before: samples(first), after: samples(second), video };
}

const withBefore =
  (change: Parameters<typeof toned>[1]) =>
  (frame: Frame): Frame => ({ ...frame, before: frame.image, image: toned(frame.image, change) });

describe('a film whose frames have a picture from before their tone was changed', () => {
  const gamma = (light: number) => light ** (1 / 1.3);
  const LIMITED = ['-c:v', 'ffv1'];
  const FULL = ['-c:v', 'ffv1', '-level', '3', '-color_range', 'pc'];

  // Format, arguments of the source, codes of black and white, and what else is done to it.
  it.each([
    ['yuv420p', LIMITED, 16, 235, {}],
    ['yuv420p', FULL, 0, 255, {}],
    ['yuv422p10le', LIMITED, 64, 940, {}],
    ['yuv444p12le', LIMITED, 256, 3760, {}],
    ['yuv422p16le', [...LIMITED, '-strict', '-2'], 4096, 60160, {}],
    ['gray', LIMITED, 0, 255, {}],
    ['gray10le', [...LIMITED, '-strict', '-2'], 0, 1023, {}],
    ['yuv420p', LIMITED, 16, 235, { filters: 'setsar=16/15' }],
    [
      'yuv420p',
      ['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-top', '1', '-q:v', '2'],
      16,
      235,
      { filters: 'setfield=tff' },
    ],
    ['yuv420p', LIMITED, 16, 235, { width: 131, height: 97 }],
  ] as const)('gets it on its own luma: %s %j', async (pixelFormat, output, black, white, clip) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { width: 128, height: 96, pixelFormat, output, ...clip });
      // A gray test picture: luma of coloured ones follows what the tone does to R'G'B', which is no curve of luma.
      const gray = (frame: Frame) => ({ ...frame, image: grayOf(frame.image) });
      const { before, after } = await lumasOf(source, join(folder, 'out.mkv'), (frame) =>
        withBefore(gamma)(gray(frame)),
      );
      const scale = white - black;
      let sum = 0;
      let worst = 0;
      for (let i = 0; i < before.length; i++) {
        const light = Math.min(1, Math.max(0, (before[i]! - black) / scale));
        const distance = (Math.abs(after[i]! - black - scale * gamma(light)) / scale) * 255;
        // Codes beyond black and white stay there, so they don't count.
        if (before[i]! >= black && before[i]! <= white) worst = Math.max(worst, distance);
        sum += distance;
      }
      expect(worst).toBeLessThan(5);
      expect(sum / before.length).toBeLessThan(1);
      expect(before.some((code, i) => Math.abs(code - after[i]!) > 0.05 * scale)).toBe(true);
    });
  });

  it('keeps its luma bit for bit where the tone is the same', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { pixelFormat: 'yuv420p10le' });
      for (const [n, work] of [
        (frame: Frame) => ({ ...frame, before: frame.image }),
        (frame: Frame) => ({ ...frame, before: toned(frame.image, (light) => light) }),
      ].entries()) {
        const { before, after } = await lumasOf(source, join(folder, `out${n}.mkv`), work);
        expect(after).toEqual(before);
      }
    });
  });

  it('takes every frame by itself: some with, some without', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 4 });
      const { before, after } = await lumasOf(source, join(folder, 'out.mkv'), (frame) =>
        frame.index % 2 ? withBefore(gamma)(frame) : frame,
      );
      const same = [0, 1, 2, 3].map((n) => {
        const part = (samples: Uint8Array | Uint16Array) => samples.slice(n * 64 * 48, (n + 1) * 64 * 48);
        return part(before).every((code, i) => code === part(after)[i]);
      });
      expect(same).toEqual([true, false, true, false]);
    });
  });

  it('is refused where that picture has another size', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      const run = lumasOf(source, join(folder, 'out.mkv'), (frame) => ({ ...frame, before: createRgbImage(10, 10) }));
      await expect(run).rejects.toMatchObject({ code: 'SHAPE_INVALID', message: expect.stringContaining('frame 0') });
    });
  });
});

describe('followTone', () => {
  it.each([0, 90, 180, 270] as const)('finds the places of a film that is to be turned by %i degrees', (rotation) => {
    const video = {
      width: 64,
      height: 32,
      rotation,
      sampleAspectRatio: { numerator: 1, denominator: 1 },
      pixelFormat: { bitDepth: 8 },
    } as VideoTrack;
    const size = workingSize(video, 32);
    const color = { kernelMatrix: 'bt709', range: 'full' } as never;
    const follow = followTone({ color, info: { video } as never }, packedLayout(video, size));
    const before = createRgbImage(size.width, size.height);
    before.data.fill(100);
    // Brighter in the upper left quarter as it is seen.
    const image = toned(before, (light, x, y) => light + (x < 0.5 && y < 0.5 ? 0.2 : 0));
    const luma = new Uint8Array(64 * 32).fill(100);
    follow({ index: 0, time: 0, image, before }, luma);
    const corners = [luma[0], luma[63], luma[31 * 64], luma[31 * 64 + 63]].map((code) => code! > 125);
    // Upper left, upper right, lower left, lower right as stored: a turn clockwise brings the lower left one up there.
    const brighter = { 0: 0, 90: 2, 180: 3, 270: 1 }[rotation];
    expect(corners).toEqual([0, 1, 2, 3].map((corner) => corner === brighter));
  });
});

function grayOf(image: RgbImage): RgbImage {
  const { width, height } = sizeOf(image);
  const result = createRgbImage(width, height);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [image.data[3 * i]!, image.data[3 * i + 1]!, image.data[3 * i + 2]!];
    result.data.fill(Math.round(0.299 * r + 0.587 * g + 0.114 * b), 3 * i, 3 * i + 3);
  }
  return result;
}
