import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { matroskaFrameHeader, matroskaHeader } from './matroska-writer.ts';

/** Frames of noise that begins with their index. */
function makeFrames(count: number, byteLength: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => {
    const frame = Buffer.alloc(byteLength);
    for (let at = 0; at < byteLength; at++) frame[at] = (at * 31 + i * 101) & 0xff;
    return frame;
  });
}

describe('what the Matroska writer writes', () => {
  it.each([
    [8, 'gray'],
    [10, 'gray10le'],
    [12, 'gray12le'],
    [16, 'gray16le'],
  ] as const)('comes back from ffmpeg at %i bits, byte for byte and to the tick', (bitDepth, pixelFormat) =>
    withFolder(async (folder) => {
      const [width, height] = [35, 7];
      const bytes = width * height * (bitDepth > 8 ? 2 : 1);
      // 16-bit samples of the depths between may not use the bits above.
      const frames = makeFrames(5, bytes).map((frame) => {
        if (bitDepth === 8 || bitDepth === 16) return frame;
        for (let at = 1; at < bytes; at += 2) frame[at]! &= (1 << (bitDepth - 8)) - 1;
        return frame;
      });
      const timeBase = { numerator: 1, denominator: 90_000 };
      // Odd distances, the last one beyond what 32 bits of nanoseconds hold.
      const times = [0, 1, 3003, 6007, 90_000 * 50_000 + 1];
      const header = matroskaHeader({ width, height, bitDepth, frameRate: { numerator: 30_000, denominator: 1001 } });
      const parts = frames.flatMap((frame, i) => {
        return [matroskaFrameHeader({ pts: times[i]!, duration: 1500 }, timeBase, frame.byteLength), frame];
      });
      const path = join(folder, 'film.mkv');
      await writeFile(path, Buffer.concat([header, ...parts]));

      const { streams } = await runFfprobe(['-show_streams', path]);
      expect(streams).toMatchObject([
        { codec_name: 'rawvideo', width, height, pix_fmt: pixelFormat, time_base: '1/1000000000' },
      ]);
      const { packets } = (await runFfprobe(['-show_packets', path])) as {
        packets: { pts: number; duration: number }[];
      };
      const backInTicks = packets.map(({ pts }) => Math.round(pts / (1e9 / 90_000)));
      expect(backInTicks).toEqual(times);
      expect(packets.map(({ duration }) => Math.round(duration / (1e9 / 90_000)))).toEqual(times.map(() => 1500));
      const raw = await runFfmpeg(['-i', path, '-vsync', '0', '-f', 'rawvideo', '-pix_fmt', pixelFormat, '-']);
      expect(raw.equals(Buffer.concat(frames))).toBe(true);
    }),
  );
});

describe('matroskaFrameHeader', () => {
  it('rounds a time to the nearest nanosecond', () => {
    const timestamps = [0, 1, 2, 3].map((pts) => {
      const bytes = matroskaFrameHeader({ pts, duration: 1 }, { numerator: 1, denominator: 3 }, 1);
      // Cluster: 4 bytes of id and 8 of size; Timestamp: 1 byte of id and 8 of size.
      const length = Number(bytes.readBigUInt64BE(13) & 0xffn);
      return Number.parseInt(bytes.toString('hex', 21, 21 + length), 16);
    });
    expect(timestamps).toEqual([0, 333_333_333, 666_666_667, 1_000_000_000]);
  });

  it('says how long everything is', () => {
    const header = matroskaFrameHeader({ pts: 5, duration: 1 }, { numerator: 1, denominator: 25 }, 1000);
    expect(header.readUInt32BE(0)).toBe(0x1f43b675);
    const clusterSize = Number(header.readBigUInt64BE(4) & 0x00ff_ffff_ffff_ffffn);
    expect(clusterSize).toBe(header.length - 12 + 1000);
  });
});
