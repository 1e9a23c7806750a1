import { link, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { type Frame, HavcError, meanDeltaE2000 } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { encode } from './encode.ts';
import type { EncodeOptions } from './encode-options.ts';
import { defaultOutput, planEncode } from './encode-plan.ts';

async function copyFilm(input: string, output: string, options: EncodeOptions = {}): Promise<void> {
  await using film = await decode(input);
  await encode(film, film.frames, output, options);
}

/** Presentation times of all pictures in seconds, from the container's start. */
async function times(path: string): Promise<number[]> {
  const { packets, format } = (await runFfprobe([
    ...['-select_streams', 'V:0', '-show_entries', 'packet=pts_time:format=start_time', path],
  ])) as { packets: { pts_time: string }[]; format: { start_time: string } };
  const start = Number(format.start_time);
  return packets.map((packet) => Number(packet.pts_time) - start).sort((a, b) => a - b);
}

describe('timestamps', () => {
  it.each(['mp4', 'mkv'])('of a variable-rate film stay to the millisecond in %s', async (extension) => {
    await withFolder(async (folder) => {
      // Frames 0, 1, 4, 9, 16, ... of a 50 fps clock: every distance is another.
      const filters = "settb=1/90000,setpts='N*N/(50*TB)'";
      const output = ['-vsync', '0', '-enc_time_base', '1:90000', '-c:v', 'libx264', '-bf', '2'];
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 12, filters, output });
      expect((await probe(source)).video.variableFrameRate).toBe(true);
      const result = join(folder, `out.${extension}`);
      await copyFilm(source, result);
      const before = await times(source);
      const after = await times(result);
      expect(after).toHaveLength(12);
      after.forEach((time, i) => {
        // Half a millisecond of rounding in Matroska, on both sides.
        expect(Math.abs(time - before[i]!)).toBeLessThanOrEqual(0.001);
      });
    });
  });

  it.each(['24000/1001', '25', '30000/1001', '60'])('of %s frames a second are exact in MP4', async (rate) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mp4'), { rate, frames: 30, output: ['-c:v', 'libx264'] });
      const result = join(folder, 'out.mp4');
      await copyFilm(source, result);
      const [numerator = 0, denominator = 1] = rate.split('/').map(Number);
      const after = await times(result);
      after.forEach((time, i) => {
        expect(time).toBeCloseTo((i * denominator) / numerator, 5);
      });
      const { video } = await probe(result);
      expect(video.variableFrameRate).toBe(false);
      expect(video.averageFrameRate!.numerator / video.averageFrameRate!.denominator).toBeCloseTo(
        numerator / denominator,
        3,
      );
    });
  });

  it('start where sound and picture of the source start', async () => {
    await withFolder(async (folder) => {
      const source = join(folder, 'in.ts');
      // Transport streams start at 1.4 s; the sound here comes 0.4 s after the picture.
      await runFfmpeg([
        ...['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25:d=1', '-itsoffset', '0.4', '-f', 'lavfi', '-i', 'sine=d=0.6'],
        ...['-c:v', 'libx264', '-c:a', 'aac', source],
      ]);
      const result = join(folder, 'out.mp4');
      await copyFilm(source, result);
      const gap = async (path: string) => {
        const { streams } = (await runFfprobe(['-show_streams', path])) as {
          streams: { start_time: string; codec_type: string }[];
        };
        const start = (kind: string) => Number(streams.find((stream) => stream.codec_type === kind)!.start_time);
        return start('audio') - start('video');
      };
      expect(Math.abs((await gap(result)) - (await gap(source)))).toBeLessThanOrEqual(0.001);
    });
  });
});

describe('a range', () => {
  it('is exact to the frame, with the sound of the same time', async () => {
    await withFolder(async (folder) => {
      const source = join(folder, 'in.mp4');
      // The sound is a click each second, so that its place can be seen; key frames are far apart.
      await runFfmpeg([
        ...[
          '-f',
          'lavfi',
          '-i',
          'testsrc2=s=64x48:r=25:d=4',
          '-f',
          'lavfi',
          '-i',
          "aevalsrc='lt(mod(t,1),0.1)*sin(2000*t)':d=4:s=8000",
        ],
        ...['-c:v', 'libx264', '-bf', '2', '-g', '40', '-c:a', 'aac', source],
      ]);
      const whole = await runFfmpeg(['-i', source, '-vf', 'extractplanes=y', '-f', 'rawvideo', '-']);
      const frameBytes = 64 * 48;
      for (const [start, end, first, last] of [
        [{ frame: 30 }, { frame: 77 }, 30, 77],
        [{ seconds: 1.2 }, { seconds: 3.08 }, 30, 77],
        [{ seconds: 1.21 }, { frame: 40 }, 31, 40],
        [undefined, { frame: 3 }, 0, 3],
        [{ frame: 99 }, undefined, 99, 100],
      ] as const) {
        const result = join(folder, 'out.mkv');
        await using film = await decode(source, { start, end });
        expect(film.frameCount).toBe(last - first);
        await encode(film, film.frames, result, { codec: 'ffv1', overwrite: true });
        const luma = await runFfmpeg(['-i', result, '-vf', 'extractplanes=y', '-vsync', '0', '-f', 'rawvideo', '-']);
        expect(Buffer.compare(luma, whole.subarray(first * frameBytes, last * frameBytes))).toBe(0);
      }
      const result = join(folder, 'sound.mkv');
      await using film = await decode(source, { start: { seconds: 1.6 }, end: { seconds: 3.6 } });
      await encode(film, film.frames, result, { codec: 'ffv1' });
      const samples = new Int16Array(
        new Uint8Array(
          await runFfmpeg(['-i', result, '-ac', '1', '-af', 'aresample=8000:async=1:first_pts=0', '-f', 's16le', '-']),
        ).buffer,
      );
      // The clicks of seconds 2 and 3 come 0.4 and 1.4 s after the start. AAC smears by some milliseconds.
      const loud = (from: number, to: number) =>
        samples.slice(from * 8000, to * 8000).some((sample) => Math.abs(sample) > 8000);
      expect([loud(0, 0.37), loud(0.4, 0.5), loud(0.55, 1.37), loud(1.4, 1.5), loud(1.55, 1.95)]).toEqual([
        false,
        true,
        false,
        true,
        false,
      ]);
    });
  });

  it.each([
    [{ frame: 99 }, undefined],
    [{ seconds: 50 }, undefined],
    [{ frame: 3 }, { frame: 3 }],
    [{ frame: -1 }, undefined],
    [{ seconds: Number.NaN }, undefined],
  ])('from %j to %j that holds no frame is refused', async (start, end) => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 10 });
      await expect(decode(source, { start, end })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    });
  });
});

describe('what is copied along', () => {
  async function makeRichFilm(folder: string): Promise<string> {
    const path = join(folder, 'rich.mkv');
    const subtitles = join(folder, 'subtitles.srt');
    const metadata = join(folder, 'metadata.txt');
    const font = join(folder, 'font.ttf');
    await writeFile(subtitles, '1\n00:00:00,000 --> 00:00:00,400\nHello\n');
    await writeFile(
      metadata,
      ';FFMETADATA1\ntitle=A family film\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=200\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=200\nEND=400\ntitle=Two\n',
    );
    await writeFile(font, Buffer.alloc(64, 1));
    await runFfmpeg([
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=64x48:r=25:d=0.4',
        '-f',
        'lavfi',
        '-i',
        'sine=d=0.4',
        '-f',
        'lavfi',
        '-i',
        'sine=440:d=0.4',
      ],
      ...['-i', subtitles, '-i', metadata, '-attach', font, '-metadata:s:t', 'mimetype=application/x-truetype-font'],
      ...['-map', '0:v', '-map', '1:a', '-map', '2:a', '-map', '3:s', '-map_metadata', '4', '-map_chapters', '4'],
      ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu', '-metadata:s:s:0', 'language=fra'],
      ...['-c:v', 'libx264', '-c:a:0', 'aac', '-c:a:1', 'pcm_s16le', '-c:s', 'srt', path],
    ]);
    return path;
  }

  it('are all tracks, languages, chapters, attachments and the title, byte for byte', async () => {
    await withFolder(async (folder) => {
      const source = await makeRichFilm(folder);
      const result = join(folder, 'out.mkv');
      await copyFilm(source, result);
      const before = await probe(source);
      const after = await probe(result);
      const summary = (tracks: typeof before.otherTracks) =>
        tracks.map(({ kind, codec, language }) => ({ kind, codec, language }));
      expect(summary(after.otherTracks)).toEqual(summary(before.otherTracks));
      expect(after.otherTracks.map((track) => track.kind)).toEqual(['audio', 'audio', 'subtitle', 'attachment']);
      expect(after.chapterCount).toBe(2);
      const { format } = (await runFfprobe(['-show_format', result])) as { format: { tags: Record<string, string> } };
      expect(format.tags['title']).toBe('A family film');
      const sound = (path: string) => runFfmpeg(['-i', path, '-map', '0:a', '-c', 'copy', '-f', 'framemd5', '-']);
      const lines = async (path: string) =>
        String(await sound(path))
          .split('\n')
          .filter((line) => /^\d/.test(line));
      expect(await lines(result)).toEqual(await lines(source));
    });
  });

  it('is said before starting where the container can not hold it, with the one that can', async () => {
    await withFolder(async (folder) => {
      const source = await makeRichFilm(folder);
      const result = join(folder, 'out.mp4');
      await using film = await decode(source);
      const refusal = await encode(film, film.frames, result).catch((error: unknown) => error);
      expect(HavcError.is(refusal, 'OUTPUT_UNSUPPORTED')).toBe(true);
      expect((refusal as Error).message).toMatch(/pcm_s16le audio, deu.*\.mkv/s);
      expect(await readdir(folder)).not.toContain('out.mp4');
      expect(await defaultOutput(film.info)).toMatchObject({
        path: join(folder, 'rich.color.mkv'),
        note: expect.stringContaining("can't hold"),
      });
      const converted = await planEncode(film, result, { unheldTracks: 'convert' });
      expect(converted.converted).toContain(2);
      await encode(film, film.frames, result, { unheldTracks: 'convert' });
      const after = await probe(result);
      expect(after.otherTracks.filter((track) => track.kind === 'audio').map((track) => track.codec)).toEqual([
        'aac',
        'aac',
      ]);
      expect(after.otherTracks.find((track) => track.kind === 'subtitle')?.codec).toBe('mov_text');
    });
  });
});

describe('colours', () => {
  it.each([
    ['bt709', 'tv', 720],
    ['smpte170m', 'tv', 480],
    ['bt470bg', 'tv', 576],
    ['bt709', 'pc', 480],
    ['bt2020nc', 'tv', 720],
  ] as const)(
    'of bars in %s, %s range, %i lines come back within a mean dE2000 of 0.5',
    async (matrix, range, height) => {
      await withFolder(async (folder) => {
        const source = join(folder, 'bars.mkv');
        const width = Math.round((height * 4) / 3);
        const tags = ['-colorspace', matrix, '-color_range', range, '-color_primaries', 'bt709', '-color_trc', 'bt709'];
        const scaleMatrix = { bt709: 'bt709', smpte170m: 'bt601', bt470bg: 'bt601', bt2020nc: 'bt2020' }[matrix];
        await runFfmpeg([
          ...['-f', 'lavfi', '-i', `smptebars=s=${width}x${height}:r=5:d=0.4`],
          ...[
            '-vf',
            `format=gbrp,scale=out_color_matrix=${scaleMatrix}:out_range=${range}:flags=accurate_rnd,format=yuv420p`,
          ],
          ...['-c:v', 'ffv1', ...tags, source],
        ]);
        const result = join(folder, 'out.mkv');
        await copyFilm(source, result, { codec: 'ffv1' });
        const after = (await probe(result)).video.color;
        expect(after).toMatchObject({
          range: range === 'pc' ? 'full' : 'limited',
          matrix,
          primaries: 'bt709',
          transfer: 'bt709',
        });
        // Both seen as a player would, at full size.
        expect(await meanDifference(source, result, height)).toBeLessThanOrEqual(0.5);
      });
    },
  );

  it('are tagged even where the source is not, by its height, and said', async () => {
    await withFolder(async (folder) => {
      for (const [height, matrix] of [
        [480, 'smpte170m'],
        [576, 'bt470bg'],
        [720, 'bt709'],
      ] as const) {
        const source = await makeClip(join(folder, `${height}.mkv`), { width: 64, height, frames: 2 });
        await using film = await decode(source);
        // The shorter side counts: a tall picture of 64 columns is small.
        const expected = height > 64 ? 'smpte170m' : matrix;
        expect(film.color.matrix).toBe(expected);
        expect(film.notes[0]).toMatch(/doesn't say its colour .*matrix/);
      }
      const wide = await makeClip(join(folder, 'wide.mkv'), { width: 1280, height: 720, frames: 2 });
      const result = join(folder, 'wide.out.mp4');
      await copyFilm(wide, result);
      expect((await probe(result)).video.color).toEqual({
        range: 'limited',
        matrix: 'bt709',
        primaries: 'bt709',
        transfer: 'bt709',
      });
    });
  });

  async function meanDifference(a: string, b: string, size: number): Promise<number> {
    await using filmA = await decode(a, { size, originals: false });
    await using filmB = await decode(b, { size, originals: false });
    const [frameA] = await take(filmA.frames, 1);
    const [frameB] = await take(filmB.frames, 1);
    return meanDeltaE2000(frameA!.image, frameB!.image);
  }
});

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

describe('the output', () => {
  it('is never the input, by whatever name', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      const before = await readFile(source);
      await link(source, join(folder, 'hard.mkv'));
      await symlink(source, join(folder, 'soft.mkv'));
      for (const output of [
        source,
        join(folder, 'hard.mkv'),
        join(folder, 'soft.mkv'),
        join(folder, '.', 'x', '..', 'in.mkv'),
      ]) {
        await expect(copyFilm(source, output, { overwrite: true })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
      }
      expect(Buffer.compare(await readFile(source), before)).toBe(0);
    });
  });

  it('leaves nothing behind when the frames fail, and says why', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 50 });
      await using film = await decode(source);
      async function* failing(): AsyncGenerator<Frame> {
        for await (const frame of film.frames) {
          if (frame.index === 20) throw new HavcError('INFERENCE_FAILED', 'broken on purpose');
          yield frame;
        }
      }
      await expect(encode(film, failing(), join(folder, 'out.mp4'))).rejects.toThrow('broken on purpose');
      expect(await readdir(folder)).toEqual(['in.mkv']);
    });
  });

  it('leaves nothing behind when it is stopped, within a second', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 500 });
      const controller = new AbortController();
      await using film = await decode(source, { signal: controller.signal });
      let stoppedAt = 0;
      const onProgress = ({ frames }: { frames: number }) => {
        if (frames !== 30) return;
        stoppedAt = performance.now();
        controller.abort();
      };
      const run = encode(film, film.frames, join(folder, 'out.mp4'), { signal: controller.signal, onProgress });
      await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
      expect(performance.now() - stoppedAt).toBeLessThan(1000);
      expect(await readdir(folder)).toEqual(['in.mkv']);
    });
  });

  it('may leave out frames that a stage leaves out', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 10 });
      await using film = await decode(source);
      async function* everyOther(): AsyncGenerator<Frame> {
        for await (const frame of film.frames) if (frame.index % 2 === 0) yield frame;
      }
      const result = join(folder, 'out.mkv');
      expect((await encode(film, everyOther(), result, { codec: 'ffv1' })).frames).toBe(5);
      expect(await times(result)).toEqual([0, 0.08, 0.16, 0.24, 0.32]);
    });
  });
});

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

async function take<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of source) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}
