import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { runFfmpeg } from '../testing/clips.ts';
import { encode } from './encode.ts';

describe('y4m', () => {
  it.each(['yuv420p', 'yuv422p10le', 'yuv444p'] as const)(
    'goes in and out through pipes in %s with the same luma',
    async (pixelFormat) => {
      const strict = ['-strict', '-1', '-pix_fmt', pixelFormat, '-f', 'yuv4mpegpipe', '-'];
      const source = await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=66x50:r=24', '-frames:v', '4', ...strict]);
      const pieces: Buffer[] = [];
      const target = new PassThrough();
      target.on('data', (chunk: Buffer) => pieces.push(chunk));
      await using film = await decode(Readable.from(splitUnevenly(source)));
      expect(film.info.video.pixelFormat.name).toBe(pixelFormat);
      await encode(film, film.frames, target);
      const result = Buffer.concat(pieces);
      expect(String(result.subarray(0, 40))).toMatch(/^YUV4MPEG2 W66 H50 F24:1/);
      expect(Buffer.compare(y4mLuma(result, pixelFormat), y4mLuma(source, pixelFormat))).toBe(0);
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no y4m', Buffer.from('RIFF....AVI LIST')],
    ['an endless first line', Buffer.alloc(100_000, 'YUV4MPEG2 ')],
    ['no size', Buffer.from('YUV4MPEG2 W0 H-3 F25:1\n')],
    ['an unknown sampling', Buffer.from('YUV4MPEG2 W16 H16 F25:1 C420p77\n')],
  ])('that is %s is refused', async (_what, bytes) => {
    await expect(decode(Readable.from([bytes]))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  function* splitUnevenly(bytes: Buffer): Generator<Buffer> {
    for (let at = 0, step = 7; at < bytes.length; at += step, step = Math.min(5000, step * 3))
      yield bytes.subarray(at, at + step);
  }

  function y4mLuma(bytes: Buffer, pixelFormat: string): Buffer {
    const size = pixelFormat.endsWith('10le') ? 2 : 1;
    const samples = { yuv420p: 1.5, yuv422p10le: 2, yuv444p: 3 }[pixelFormat]!;
    const frameBytes = 66 * 50 * size * samples;
    const frames: Buffer[] = [];
    let at = bytes.indexOf('\n') + 1;
    while (at < bytes.length) {
      at = bytes.indexOf('\n', at) + 1;
      frames.push(bytes.subarray(at, at + 66 * 50 * size));
      at += frameBytes;
    }
    expect(frames).toHaveLength(4);
    return Buffer.concat(frames);
  }
});
