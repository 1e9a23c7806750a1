import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { parsePixelFormat } from '../probe/pixel-format.ts';
import { probe } from '../probe/probe.ts';
import { lumaBytes, makeClip, runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { encode } from './encode.ts';

/** Colours nothing and encodes: what comes out must have the luma that went in, byte for byte. */
async function roundTrip(input: string, output: string, size?: number): Promise<void> {
  await using film = await decode(input, size === undefined ? {} : { size });
  await encode(film, film.frames, output, { codec: 'ffv1' });
}

async function expectSameLuma(source: string, result: string, frames: number): Promise<void> {
  const before = (await probe(source)).video;
  const after = (await probe(result)).video;
  const expected = await lumaBytes(source, before.pixelFormat.planar);
  const actual = await lumaBytes(result, after.pixelFormat.name);
  expect(expected.length).toBe(frames * before.width * before.height * (before.pixelFormat.bitDepth > 8 ? 2 : 1));
  expect(Buffer.compare(actual, expected)).toBe(0);
}

describe('the luma of a lossless output equals the source, byte for byte', () => {
  // Pixel format, what it becomes, arguments for the source.
  it.each([
    ['yuv420p', 'yuv420p', ['-c:v', 'ffv1']],
    ['yuv422p', 'yuv422p', ['-c:v', 'ffv1']],
    ['yuv444p', 'yuv444p', ['-c:v', 'ffv1']],
    ['yuv410p', 'yuv420p', ['-c:v', 'ffv1']],
    ['yuv411p', 'yuv422p', ['-c:v', 'ffv1']],
    ['yuv420p', 'yuv420p', ['-c:v', 'ffv1', '-level', '3', '-color_range', 'pc']],
    ['yuvj420p', 'yuv420p', ['-c:v', 'mjpeg', '-q:v', '2']],
    ['yuv420p10le', 'yuv420p10le', ['-c:v', 'ffv1']],
    ['yuv422p10le', 'yuv422p10le', ['-c:v', 'ffv1', '-level', '3', '-color_range', 'pc']],
    ['yuv444p10le', 'yuv444p10le', ['-c:v', 'ffv1']],
    ['yuv420p12le', 'yuv420p12le', ['-c:v', 'ffv1']],
    ['yuv422p16le', 'yuv422p16le', ['-c:v', 'ffv1', '-strict', '-2']],
    ['gray', 'yuv420p', ['-c:v', 'ffv1']],
    ['gray', 'yuv420p', ['-c:v', 'ffv1', '-level', '3', '-color_range', 'tv']],
    ['gray10le', 'yuv420p10le', ['-c:v', 'ffv1', '-strict', '-2']],
    ['gray12le', 'yuv420p12le', ['-c:v', 'ffv1', '-strict', '-2']],
    ['gray16le', 'yuv420p16le', ['-c:v', 'ffv1', '-strict', '-2']],
    ['nv12', 'yuv420p', ['-c:v', 'rawvideo', '-f', 'nut']],
    ['uyvy422', 'yuv422p', ['-c:v', 'rawvideo', '-f', 'nut']],
    ['yuva420p', 'yuv420p', ['-c:v', 'ffv1']],
  ] as const)('%s to %s with %j', async (pixelFormat, becomes, output) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { pixelFormat, output });
      const result = join(folder, 'out.mkv');
      await roundTrip(source, result);
      expect((await probe(result)).video.pixelFormat.name).toBe(becomes);
      await expectSameLuma(source, result, 5);
    });
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [1, 7],
    [33, 17],
    [641, 479],
    [1280, 722],
    [50, 1000],
  ])('at %ix%i', async (width, height) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { width, height, frames: 3, pixelFormat: 'yuv420p' });
      const result = join(folder, 'out.mkv');
      await roundTrip(source, result);
      await expectSameLuma(source, result, 3);
    });
  });

  it('for a film that is flagged as interlaced, and the flag is kept', async () => {
    await withFolder(async (folder) => {
      const output = ['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-top', '1', '-q:v', '2'];
      const source = await makeClip(join(folder, 'in.mkv'), { filters: 'setfield=tff', output });
      const result = join(folder, 'out.mkv');
      expect((await probe(source)).video.fieldOrder).toBe('top-first');
      await roundTrip(source, result);
      await expectSameLuma(source, result, 5);
      expect((await probe(result)).video.fieldOrder).toBe('top-first');
    });
  });

  it('for an anamorphic film, and the shape of its pixels is kept', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { filters: 'setsar=16/15' });
      const result = join(folder, 'out.mkv');
      await roundTrip(source, result);
      await expectSameLuma(source, result, 5);
      expect((await probe(result)).video.sampleAspectRatio).toEqual({ numerator: 16, denominator: 15 });
    });
  });

  it("for R'G'B' films, whose luma is that of the 4:4:4 conversion", async () => {
    await withFolder(async (folder) => {
      for (const pixelFormat of ['rgb24', 'gbrp'] as const) {
        const codec = pixelFormat === 'rgb24' ? ['-c:v', 'rawvideo', '-f', 'nut'] : ['-c:v', 'ffv1'];
        const source = await makeClip(join(folder, `${pixelFormat}.mkv`), { pixelFormat, output: codec });
        const result = join(folder, `${pixelFormat}.out.mkv`);
        await roundTrip(source, result);
        const after = (await probe(result)).video;
        expect(after.pixelFormat.name).toBe('yuv444p');
        expect(after.color.range).toBe('full');
        // Luma in floating point from the source's own samples; ffmpeg's conversion rounds within one code.
        const rgb = await runFfmpeg(['-i', source, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
        const luma = await lumaBytes(result, 'yuv444p');
        const [kr, kg, kb] = [0.299, 0.587, 0.114];
        let worst = 0;
        for (let i = 0; i < luma.length; i++) {
          const exact = kr * rgb[3 * i]! + kg * rgb[3 * i + 1]! + kb * rgb[3 * i + 2]!;
          worst = Math.max(worst, Math.abs(exact - luma[i]!));
        }
        expect(worst).toBeLessThanOrEqual(1.01);
      }
    });
  });

  it.each([90, 180, 270] as const)(
    'for a film that is to be turned by %i degrees, and the turn is kept',
    async (rotation) => {
      await withFolder(async (folder) => {
        const plain = await makeClip(join(folder, 'plain.mp4'), {
          width: 64,
          height: 36,
          output: ['-c:v', 'libx264', '-crf', '4'],
        });
        const source = join(folder, 'in.mp4');
        await turn(plain, source, rotation);
        expect((await probe(source)).video.rotation).toBe(rotation);
        const result = join(folder, 'out.mkv');
        await roundTrip(source, result);
        await expectSameLuma(source, result, 5);
        const inMp4 = join(folder, 'out.mp4');
        await using film = await decode(source);
        expect([film.width, film.height]).toEqual(rotation === 180 ? [64, 36] : [36, 64]);
        await encode(film, film.frames, inMp4, { codec: 'h264' });
        expect((await probe(inMp4)).video.rotation).toBe(rotation);
      });
    },
  );

  it('says what it does with alpha, and what it can not do with 9 bits', async () => {
    await withFolder(async (folder) => {
      const alpha = await makeClip(join(folder, 'a.mkv'), { pixelFormat: 'yuva420p' });
      expect((await decode(alpha)).notes).toContain('The alpha channel is left out: a coloured film has none.');
      const nine = await makeClip(join(folder, '9.mkv'), { pixelFormat: 'yuv420p9le' });
      expect(parsePixelFormat('yuv420p9le').bitDepth).toBe(9);
      await expect(decode(nine)).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED' });
    });
  });
});

/** Writes the display matrix by hand, in the track header of an MP4: its options changed names with every ffmpeg. */
async function turn(plain: string, turned: string, rotation: 90 | 180 | 270): Promise<void> {
  const { readFile, writeFile } = await import('node:fs/promises');
  const bytes = await readFile(plain);
  const one = 0x10000;
  const matrix = { 90: [0, one, -one, 0], 180: [-one, 0, 0, -one], 270: [0, -one, one, 0] }[rotation] as [
    number,
    number,
    number,
    number,
  ];
  const at = bytes.indexOf('tkhd') + 4 + 40;
  const [a, b, c, d] = matrix;
  [a, b, 0, c, d, 0].forEach((value, i) => {
    bytes.writeInt32BE(value, at + 4 * i);
  });
  await writeFile(turned, bytes);
  const { streams } = await runFfprobe(['-show_streams', turned]);
  expect(streams).toHaveLength(1);
}
