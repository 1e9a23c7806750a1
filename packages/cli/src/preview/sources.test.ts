import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../progress/run-event.ts';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { filmSource } from './film-source.ts';
import { spread, stillSource } from './still-source.ts';

const folder = temporaryFolder();

function testContext() {
  const events: RunEvent[] = [];
  const reporter = { tell: (event: RunEvent) => void events.push(event), close() {} };
  const stream = createMemoryStream();
  const streams = { stdin: process.stdin, stdout: stream, stderr: stream };
  const messages = () => events.flatMap((event) => (event.event === 'decision-made' ? [event.message] : []));
  return { context: { streams, reporter, signal: new AbortController().signal }, messages, events };
}

/** Two shots of 20 frames each, of quite different pictures. */
async function makeTwoShots(path: string): Promise<void> {
  await runFfmpeg(
    ...['-f', 'lavfi', '-i', 'testsrc2=size=128x96:rate=25,hue=s=0,trim=end_frame=20'],
    ...['-f', 'lavfi', '-i', 'mandelbrot=size=128x96:rate=25,hue=s=0,trim=end_frame=20'],
    ...['-filter_complex', '[0][1]concat', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', `file:${path}`],
  );
}

describe('filmSource', () => {
  it('finds the shots of a film and chooses a frame of each, with neighbours of its own shot', async () => {
    await makeTwoShots(folder.path('film.mp4'));
    const { context, messages, events } = testContext();
    const source = await filmSource(folder.path('film.mp4'), { scenes: 2 }, context);
    expect(source).toMatchObject({ unit: 'frame', count: 40, facts: '128x96 · 25 fps · 0:02 · 40 frames' });
    expect(source.duration).toBeCloseTo(1.6, 2);
    expect(messages()).toContain('2 shots found, 2 frames chosen.');
    expect(events.filter(({ event }) => event === 'frame-done')).toHaveLength(40);
    const windows = await Promise.all(source.columns.map((column) => column.read(48, 30)));
    expect(windows.map(({ frames }) => frames.map(({ index }) => index))).toEqual([
      Array.from({ length: 20 }, (_, i) => i),
      Array.from({ length: 20 }, (_, i) => 20 + i),
    ]);
    expect(windows[0]!.shown.image.shape).toEqual([48, 64, 3]);
    for (const [at, { shown }] of windows.entries()) {
      const milliseconds = String(shown.index * 40).padStart(4, '0');
      expect(source.columns[at]!.title).toBe(`00:00:0${milliseconds[0]}.${milliseconds.slice(1)} · ${shown.index}`);
    }
  });

  it('takes the frames at the positions that were given', async () => {
    await runFfmpeg(...grayPicture(30), '-c:v', 'libx264', `file:${folder.path('at.mkv')}`);
    const { context } = testContext();
    const source = await filmSource(folder.path('at.mkv'), { at: [{ seconds: 0.4 }, { frame: 0 }] }, context);
    expect(source.columns.map(({ title }) => title)).toEqual(['00:00:00.000 · 0', '00:00:00.400 · 10']);
    const window = await source.columns[1]!.read('full', 2);
    expect(window.frames.map(({ index }) => index)).toEqual([8, 9, 10, 11, 12]);
    expect(window.shown.index).toBe(10);
    await expect(filmSource(folder.path('at.mkv'), { at: [{ frame: 30 }] }, context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: /behind the end of the film/,
    });
  });
});

describe('stillSource', () => {
  const image = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#888' } })
      .png()
      .toBuffer();

  it('takes some of many pictures, evenly spread, and passes over damaged ones', async () => {
    await mkdir(folder.path('scans'));
    for (let i = 0; i < 7; i++) await writeFile(folder.path('scans', `scan ${i}.png`), await image(40 + i, 30));
    await writeFile(folder.path('scans', 'scan 3.png'), 'no picture');
    const { context, messages } = testContext();
    const source = await stillSource(folder.path('scans'), 'folder', 3, context);
    expect(source.columns.map(({ title, picture }) => [title, picture.width])).toEqual([
      ['scan 0.png', 40],
      ['scan 6.png', 46],
    ]);
    expect(source).toMatchObject({ unit: 'picture', facts: '7 pictures', count: 7, duration: undefined });
    expect(messages()[0]).toBe('3 of 7 pictures are shown, evenly spread.');
    expect(messages()[1]).toMatch(/^Left out: .*scan 3\.png/);
    const { frames, shown } = await source.columns[0]!.read(16, 4);
    expect(frames).toEqual([shown]);
    expect(shown.image.shape).toEqual([16, 21, 3]);
  });

  it('reads pictures whole when they are asked for in full', async () => {
    await writeFile(folder.path('photo.png'), await image(50, 60));
    const { context } = testContext();
    const source = await stillSource(folder.path('photo.png'), 'image', 8, context);
    expect(source).toMatchObject({ facts: '50x60', count: 1 });
    expect((await source.columns[0]!.read('full', 0)).shown.image.shape).toEqual([60, 50, 3]);
  });

  it("gives the first image's error where none can be read", async () => {
    await mkdir(folder.path('damaged'));
    for (const name of ['a.png', 'b.png']) await writeFile(folder.path('damaged', name), 'no picture');
    const { context } = testContext();
    await expect(stillSource(folder.path('damaged'), 'folder', 8, context)).rejects.toThrow(/a\.png/);
  });
});

describe('spread', () => {
  it.each([
    [3, 8, [0, 1, 2]],
    [10, 1, [0]],
    [10, 2, [0, 9]],
    [10, 4, [0, 3, 6, 9]],
  ])('of %i items takes %i', (length, count, expected) => {
    expect(
      spread(
        Array.from({ length }, (_, i) => i),
        count,
      ),
    ).toEqual(expected);
  });
});
