import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeClip, runFfmpeg, withFolder } from '../testing/clips.ts';
import { frameTimes, probe } from './probe.ts';

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

describe('probe', () => {
  it('finds container, tracks, languages, chapters and size', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'meta'), ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=One\n');
      await writeFile(join(folder, 'subs.srt'), '1\n00:00:00,000 --> 00:00:00,100\nHello\n');
      const path = join(folder, 'film.mkv');
      await runFfmpeg([
        ...['-f', 'lavfi', '-i', 'sine=d=0.2', '-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25:d=0.2'],
        ...['-i', join(folder, 'subs.srt'), '-f', 'ffmetadata', '-i', join(folder, 'meta')],
        ...['-map', '0', '-map', '1', '-map', '2', '-map_metadata', '3', ...H264, '-c:a', 'aac', '-ac', '2'],
        ...['-metadata:s:a:0', 'language=ger', '-metadata:s:a:0', 'title=Ton', path],
      ]);
      const info = await probe(path);
      expect(info).toMatchObject({ path, container: 'matroska,webm', chapterCount: 1 });
      expect(info.size).toBe((await readFile(path)).length);
      expect(info.video).toMatchObject({ streamIndex: 1, codec: 'h264', width: 64, height: 48 });
      expect(info.otherTracks).toMatchObject([
        { streamIndex: 0, kind: 'audio', codec: 'aac', language: 'ger', title: 'Ton', channels: 2, sampleRate: 44_100 },
        { streamIndex: 2, kind: 'subtitle', codec: 'ass' },
      ]);
    }));

  it.each(['mkv', 'mp4', 'avi', 'ts', 'mov'])('finds rate, length and exact number of frames in %s', (extension) =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, `film.${extension}`), { frames: 13, rate: '25', output: H264 });
      const { video } = await probe(path);
      expect(video).toMatchObject({ frameCount: 13, frameCountExact: true, variableFrameRate: false, codec: 'h264' });
      expect(video.nominalFrameRate).toEqual({ numerator: 25, denominator: 1 });
      expect(video.pixelFormat.name).toBe('yuv420p');
      // Transport streams don't say how long the last frame is shown.
      expect(video.duration! - 0.52).toBeLessThan(1e-3);
      expect(video.duration! - 0.52).toBeGreaterThan(-0.041);
    }),
  );

  it('finds tags of colour, range, shape of pixels and fields', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mkv'), {
        filters: 'setsar=64/45,setfield=tff',
        // In the stream itself: how options set them has changed from one ffmpeg to the next.
        output: [...H264, '-x264-params', 'tff=1:fullrange=on:colorprim=bt470bg:transfer=bt470bg:colormatrix=bt470bg'],
      });
      expect((await probe(path)).video).toMatchObject({
        color: { range: 'full', matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'bt470bg' },
        sampleAspectRatio: { numerator: 64, denominator: 45 },
        fieldOrder: 'top-first',
      });
    }));

  it('tells that the rate varies', () =>
    withFolder(async (folder) => {
      const output = ['-vsync', '0', '-enc_time_base', '1:90000', ...H264, '-bf', '2'];
      const filters = "settb=1/90000,setpts='N*N/(50*TB)'";
      const path = await makeClip(join(folder, 'film.mkv'), { frames: 12, filters, output });
      expect((await probe(path)).video.variableFrameRate).toBe(true);
      const times = await frameTimes(path);
      for (const [i, time] of times.entries()) expect(time).toBeCloseTo((i * i) / 50, 2);
    }));

  it('says of a long film that the number of frames is reckoned, and counts when asked', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mkv'), { width: 16, height: 16, frames: 450, output: H264 });
      expect((await probe(path)).video).toMatchObject({ frameCount: 450, frameCountExact: false });
      expect((await probe(path, { countFrames: true })).video).toMatchObject({
        frameCount: 450,
        frameCountExact: true,
      });
      const stored = join(folder, 'film.mp4');
      await runFfmpeg(['-i', path, '-c', 'copy', stored]);
      expect((await probe(stored)).video).toMatchObject({ frameCount: 450, frameCountExact: true });
    }));

  it('passes over cover art', () =>
    withFolder(async (folder) => {
      const film = await makeClip(join(folder, 'film.mp4'), { output: H264 });
      const cover = join(folder, 'cover.png');
      await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=32x32', '-frames:v', '1', cover]);
      const path = join(folder, 'both.mp4');
      await runFfmpeg([
        ...['-i', cover, '-i', film, '-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:0', 'attached_pic', path],
      ]);
      const { video, otherTracks } = await probe(path);
      expect(video).toMatchObject({ width: 64, codec: 'h264' });
      expect(otherTracks).toMatchObject([{ kind: 'cover', codec: 'png' }]);
    }));

  it.each<[string, (path: string) => unknown, string, RegExp]>([
    ['a file that is missing', () => {}, 'INPUT_MISSING', /^There is no file/],
    ['a folder', (path) => mkdir(path), 'INPUT_UNREADABLE', /is a folder/],
    ['nothing', (path) => writeFile(path, ''), 'INPUT_UNREADABLE', /is empty/],
    ['text', (path) => writeFile(path, 'hello'), 'INPUT_UNREADABLE', /is text/],
    [
      'a still picture',
      (path) => makeClip(path, { frames: 1, output: ['-c:v', 'png', '-f', 'image2'] }),
      'INPUT_UNREADABLE',
      /still picture \(png\)/,
    ],
    [
      'sound',
      (path) => runFfmpeg(['-f', 'lavfi', '-i', 'sine=d=0.1', '-c:a', 'aac', path]),
      'INPUT_UNREADABLE',
      /no picture track, only: audio/,
    ],
  ])('refuses %s', (_what, make, code, message) =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.mp4');
      await make(path);
      await expect(probe(path)).rejects.toMatchObject({ code, message });
    }),
  );

  it.skipIf(process.platform === 'win32')('refuses a pipe, and does not wait for it', () =>
    withFolder(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'film.mp4')]);
      await expect(probe(join(folder, 'film.mp4'))).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: /is a pipe/,
      });
    }),
  );

  it('stops when it is aborted', () =>
    withFolder(async (folder) => {
      const path = await makeClip(join(folder, 'film.mkv'));
      await expect(probe(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    }));
});
