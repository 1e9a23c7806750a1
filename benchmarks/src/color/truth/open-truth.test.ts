import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sizeOf } from '@havc/core';
import { locateFfmpeg } from '@havc/media';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripes, writePicture } from '../testing/color-pictures.ts';
import { openTruth } from './open-truth.ts';
import type { TruthEntry, TruthSet } from './truth-set.ts';

const RED = [200, 30, 30] as const;
const BLUE = [30, 30, 200] as const;

let root: string;
let folder: string;
let film: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'havc-truth-'));
  folder = join(root, 'my pictures ü');
  await mkdir(join(folder, 'below'), { recursive: true });
  const picture = stripes(60, 40, RED, BLUE);
  await writePicture(picture, join(folder, 'cat.png'));
  await writePicture(picture, join(folder, 'cat.jpg'));
  await writePicture(picture, join(folder, 'deep.png'), 16);
  await writePicture(stripes(1, 1, RED), join(folder, 'dot.png'));
  await writePicture(picture, join(folder, 'below', 'hidden.png'));
  await sharp({ create: { width: 20, height: 30, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.2 } } })
    .png()
    .toFile(join(folder, 'glass.png'));
  await sharp({ create: { width: 20, height: 30, channels: 3, background: '#777' } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'old.png'));
  await writeFile(join(folder, 'broken.png'), 'no picture');
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(folder, 'notes.txt'), 'hello');
  film = join(root, 'film.mkv');
  const { ffmpeg } = await locateFfmpeg();
  await promisify(execFile)(ffmpeg, [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=0xc81e1e:size=64x48:rate=10:duration=4'],
    ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-pix_fmt', 'yuv444p', '-c:v', 'ffv1'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv', film],
  ]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (path: string, more: { readonly limit?: number; readonly size?: number | 'full' } = {}) =>
  openTruth(path, { size: 32, scratch: root, ...more });

async function entriesOf(truth: TruthSet): Promise<ReadonlyMap<string, TruthEntry>> {
  const entries: TruthEntry[] = [];
  for await (const entry of truth.read()) entries.push(entry);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

describe('openTruth', () => {
  it('reads the pictures of a folder, each under a name of its own, and says what it leaves out', async () => {
    const truth = await open(folder);
    expect(truth).toMatchObject({ name: 'my pictures ü', source: folder, count: 8 });
    expect(truth.notes).toHaveLength(1);
    expect(truth.notes[0]).toContain('"below" (');
    expect(truth.notes[0]).toContain('"notes.txt" (its name is not that of');
    const entries = await entriesOf(truth);
    const sizes = Object.fromEntries(
      [...entries].map(([name, entry]) => [name, 'image' in entry ? sizeOf(entry.image) : entry.reason]),
    );
    expect(sizes).toEqual({
      'cat.png': { width: 48, height: 32 },
      'cat.jpg': { width: 48, height: 32 },
      'deep.png': { width: 48, height: 32 },
      'dot.png': { width: 1, height: 1 },
      'glass.png': { width: 20, height: 30 },
      'old.png': 'it is gray',
      'broken.png': expect.stringMatching(/broken\.png/),
      'empty.jpg': expect.stringMatching(/empty/),
    });
    const deep = entries.get('deep.png') as { image: { data: Uint8Array } };
    // To 16 bits by 256, and back by 257.
    for (const channel of [0, 1, 2]) expect(Math.abs(deep.image.data[channel]! - RED[channel]!)).toBeLessThan(2);
    // Alpha is taken away, not blended with anything.
    const glass = entries.get('glass.png') as { image: { data: Uint8Array } };
    expect([...glass.image.data.subarray(0, 3)]).toEqual([...RED]);
  });

  it('reads a folder again and again, the same each time, and only as much as is wanted', async () => {
    const truth = await open(folder, { limit: 2, size: 'full' });
    expect(truth.count).toBe(2);
    const [first, second] = [await entriesOf(truth), await entriesOf(truth)];
    expect([...first.keys()]).toEqual([...second.keys()]);
    expect(first.size).toBe(2);
    for await (const entry of truth.read()) {
      expect(entry.name).toBe([...first.keys()][0]);
      break;
    }
  });

  it('reads one picture, and a numbered sequence', async () => {
    const single = await open(join(folder, 'cat.jpg'));
    expect([...(await entriesOf(single)).keys()]).toEqual(['cat.jpg']);
    const sequence = join(root, 'shots');
    await mkdir(sequence, { recursive: true });
    for (const number of [1, 2, 10]) await writePicture(stripes(20, 20, RED), join(sequence, `${number}.png`));
    const truth = await open(join(sequence, '%d.png'));
    expect(truth.name).toBe('shots');
    expect([...(await entriesOf(truth)).keys()]).toEqual(['1.png', '2.png', '10.png']);
  });

  it('takes frames of a film, spread evenly, with the colours that its tags say', async () => {
    const truth = await open(film, { limit: 4 });
    expect(truth).toMatchObject({ name: 'film.mkv', source: film, count: 4 });
    const entries = await entriesOf(truth);
    expect([...entries.keys()]).toEqual(['frame 0', 'frame 10', 'frame 20', 'frame 30']);
    for (const entry of entries.values()) {
      if ('reason' in entry) throw new Error(entry.reason);
      expect(sizeOf(entry.image)).toEqual({ width: 42, height: 32 });
      // 8-bit YCbCr of limited range, there and back.
      for (const channel of [0, 1, 2]) expect(Math.abs(entry.image.data[channel]! - RED[channel]!)).toBeLessThan(4);
    }
    expect((await entriesOf(truth)).size).toBe(4);
  });

  it.each([
    ['nothing/there', 'INPUT_MISSING'],
    ['nothing/%03d.png', 'INPUT_MISSING'],
  ])('says that %s is missing', async (path, code) => {
    await expect(open(join(root, path))).rejects.toMatchObject({ code });
  });

  it('refuses a film that is none, and a folder without pictures', async () => {
    await expect(open(join(folder, 'notes.txt'))).rejects.toMatchObject({ name: 'HavcError' });
    const bare = join(root, 'bare');
    await mkdir(bare, { recursive: true });
    await expect(open(bare)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  it('stops between pictures when it is told to', async () => {
    const truth = await open(folder);
    await expect(truth.read(AbortSignal.abort())[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
