import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClip, runFfprobe, withFolder } from '../testing/clips.ts';
import { writeMp4PictureDuration } from './duration.ts';
import { changeMovieHeader, isLong } from './movie-header.ts';
import { writeMp4Rotation } from './rotation.ts';

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
const clip = (folder: string, name = 'film.mp4') => makeClip(join(folder, name), { output: H264 });

/** A box of ISO/IEC 14496-12: 32-bit size, type, content. */
function box(type: string, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + bytes.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, bytes]);
}

/** A box whose size is written in 64 bits. */
function longBox(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(type, 4, 'latin1');
  head.writeBigUInt64BE(BigInt(16 + content.length), 8);
  return Buffer.concat([head, content]);
}

const handler = (kind: string) => box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${kind}`, 'latin1'));
const track = (kind: string) => box('trak', box('mdia', handler(kind)));

describe('changeMovieHeader', () => {
  it.each<[string, Buffer[]]>([
    ['in front', [box('ftyp'), box('moov', track('soun'), track('vide')), box('mdat', Buffer.alloc(100))]],
    ['at the end', [box('ftyp'), box('mdat', Buffer.alloc(100)), box('moov', track('soun'), track('vide'))]],
    ['behind data with a long size', [longBox('mdat', Buffer.alloc(100)), box('moov', track('vide'))]],
    ['with a long size itself', [longBox('moov', Buffer.concat([track('soun'), track('vide')]))]],
  ])('finds the header %s, changes it in place and nothing else', (_what, boxes) =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.mp4');
      const before = Buffer.concat(boxes);
      await writeFile(path, before);
      await changeMovieHeader(path, ({ bytes, find, pictureTrack }) => {
        const found = find(['mdia', 'hdlr'], pictureTrack)!;
        expect(isLong(bytes, found)).toBe(false);
        bytes.write('VIDE', found.start + 8);
        expect(find(['mdia', 'minf'], pictureTrack)).toBeUndefined();
      });
      const after = await readFile(path);
      const at = before.indexOf('vide');
      expect(after.subarray(at, at + 4).toString()).toBe('VIDE');
      after.write('vide', at);
      expect(after.equals(before)).toBe(true);
    }),
  );

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no header', box('mdat', Buffer.alloc(10))],
    ['no picture', box('moov', track('soun'))],
    ['a size of 3', Buffer.from([0, 0, 0, 3, 0x6d, 0x6f, 0x6f, 0x76])],
    ['a header that is longer than the file', box('moov', track('vide')).subarray(0, 20)],
  ])('refuses a file with %s', (_what, bytes) =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.mp4');
      await writeFile(path, bytes);
      const change = changeMovieHeader(path, () => {});
      await expect(change).rejects.toMatchObject({ code: 'FFMPEG_FAILED', message: /without a header/ });
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }),
  );

  it('never throws anything but a HavcError, whatever stands in the header', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.mp4');
      const whole = await readFile(await clip(folder, 'whole.mp4'));
      const from = whole.indexOf('moov') - 4;
      const change = fc.tuple(fc.integer({ min: from, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          await writeFile(path, bytes);
          try {
            await writeMp4PictureDuration(path, 1);
            await writeMp4Rotation(path, 90, { width: 64, height: 48 });
          } catch (error) {
            expect(HavcError.is(error)).toBe(true);
          }
          expect((await readFile(path)).length).toBe(bytes.length);
        }),
        { numRuns: 100 },
      );
    }));
});

describe('writeMp4Rotation', () => {
  it.each([90, 180, 270] as const)('by %i degrees is seen by ffprobe, in MP4 and MOV', (rotation) =>
    withFolder(async (folder) => {
      for (const name of ['film.mp4', 'film.mov']) {
        const path = await clip(folder, name);
        await writeMp4Rotation(path, rotation, { width: 64, height: 48 });
        const { streams } = (await runFfprobe(['-show_streams', path])) as {
          streams: { side_data_list: { rotation: number }[] }[];
        };
        // ffprobe counts counter-clockwise, from -180 to 180.
        const counted = (-streams[0]!.side_data_list[0]!.rotation + 360) % 360;
        expect(counted).toBe(rotation);
      }
    }),
  );
});

describe('writeMp4PictureDuration', () => {
  it('gives the last picture the time that is missing, and leaves a film that has it alone', () =>
    withFolder(async (folder) => {
      // Frames at 0, 1/25, 4/25, 9/25 s: the last one has a time of its own to be shown.
      const path = await makeClip(join(folder, 'film.mp4'), {
        frames: 4,
        filters: "settb=1/90000,setpts='N*N/(25*TB)'",
        output: ['-vsync', '0', '-enc_time_base', '1:90000', ...H264, '-bf', '0'],
      });
      const length = async () => {
        const { streams } = (await runFfprobe(['-show_streams', path])) as { streams: { duration: string }[] };
        return Number(streams[0]!.duration);
      };
      await writeMp4PictureDuration(path, 0.36 + 0.2);
      const lengthened = await length();
      expect(lengthened).toBeCloseTo(0.56, 3);
      await writeMp4PictureDuration(path, 0.4);
      expect(await length()).toBe(lengthened);
    }));
});
