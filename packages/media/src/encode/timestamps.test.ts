import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { copyFilm, times } from '../testing/copy-film.ts';
import { encode } from './encode.ts';

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
