import { describe, expect, it } from 'vitest';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { createBarReporter } from './bar-reporter.ts';
import { createReporter } from './create-reporter.ts';
import { createJsonReporter } from './json-reporter.ts';
import { createLinesReporter } from './lines-reporter.ts';
import type { FrameDone, ImageDone, RunEnd, RunEvent } from './run-event.ts';
import { progressSentence, sentenceOf } from './sentence.ts';

const frame = (frames: number, rest: Partial<FrameDone> = {}): FrameDone => ({
  event: 'frame-done',
  frames,
  total: 200,
  totalExact: true,
  fps: 24.94,
  secondsLeft: 7.2,
  where: 'compact on cpu, libx264',
  ...rest,
});
const image: ImageDone = {
  event: 'image-done',
  input: 'a.png',
  output: 'a.color/a.png',
  skipped: false,
  images: 3,
  total: 12,
  fps: 1.25,
  secondsLeft: 7,
  where: 'compact on cpu',
};
const decision: RunEvent = { event: 'decision-made', subject: 'device', message: 'Runs on cpu.' };
const failed: RunEvent = {
  event: 'image-failed',
  input: 'b.png',
  code: 'INPUT_UNREADABLE',
  message: 'It is empty.',
  images: 4,
  total: 12,
};
const end: RunEnd = {
  event: 'run-end',
  output: 'film.color.mp4',
  frames: 200,
  unit: 'frames',
  failed: 0,
  skipped: 0,
  bytes: 5_540_000,
  seconds: 8,
};

describe('progressSentence', () => {
  it.each<[FrameDone | ImageDone, string]>([
    [frame(20), 'frame 20 of 200 (10%), 24.9 fps, 0:07 left, compact on cpu, libx264'],
    [frame(20, { totalExact: false }), 'frame 20 of about 200 (10%), 24.9 fps, 0:07 left, compact on cpu, libx264'],
    [frame(20, { total: null, fps: null, secondsLeft: null }), 'frame 20, compact on cpu, libx264'],
    [frame(199), 'frame 199 of 200 (99%), 24.9 fps, 0:07 left, compact on cpu, libx264'],
    [image, 'image 3 of 12 (25%), 1.3 images/s, 0:07 left, compact on cpu'],
  ])('says %j', (event, sentence) => {
    expect(progressSentence(event)).toBe(sentence);
  });
});

describe('sentenceOf', () => {
  it('sums up a film', () => {
    expect(sentenceOf(end)).toBe('Wrote film.color.mp4: 200 frames, 5.5 MB, in 0:08 (25.0 a second).');
  });

  it('sums up a folder with failures', () => {
    const event: RunEnd = { ...end, output: 'a.color', frames: 1, unit: 'images', failed: 2, skipped: 3, bytes: null };
    expect(sentenceOf(event)).toBe('Wrote a.color: 1 image, 3 skipped because their outputs exist, 2 FAILED, in 0:08.');
  });

  it('lets no file name fake a line', () => {
    expect(sentenceOf({ ...end, output: 'a\nhavc: done', frames: 1 })).toBe(
      'Wrote a?havc: done: 1 frame, 5.5 MB, in 0:08.',
    );
  });
});

describe('createJsonReporter', () => {
  it('writes an object a line, of frames the first, the last and five a second', () => {
    const stream = createMemoryStream();
    let at = 0;
    const reporter = createJsonReporter(stream, () => at);
    reporter.tell(decision);
    for (let frames = 1; frames <= 10; frames++, at += 50) reporter.tell(frame(frames));
    reporter.tell(end);
    reporter.close();
    const events = stream
      .text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events.map((event) => (event.event === 'frame-done' ? event.frames : event.event))).toEqual([
      'decision-made',
      1,
      5,
      9,
      10,
      'run-end',
    ]);
    expect(events[0]).toEqual(decision);
    expect(events.at(-1)).toEqual(end);
  });
});

describe('createLinesReporter', () => {
  it('writes progress every five seconds and everything else at once', () => {
    const stream = createMemoryStream();
    let at = 0;
    const reporter = createLinesReporter(stream, { progress: true, now: () => at });
    reporter.tell(decision);
    for (let frames = 1; frames <= 11; frames++, at += 1000) reporter.tell(frame(frames));
    reporter.tell(failed);
    expect(stream.text().split('\n')).toEqual([
      'Runs on cpu.',
      'frame 6 of 200 (3%), 24.9 fps, 0:07 left, compact on cpu, libx264',
      'frame 11 of 200 (5%), 24.9 fps, 0:07 left, compact on cpu, libx264',
      'FAILED: b.png: It is empty.',
      '',
    ]);
  });

  it('writes no progress when told so', () => {
    const stream = createMemoryStream();
    let at = 0;
    const reporter = createLinesReporter(stream, { progress: false, now: () => at });
    for (let frames = 1; frames <= 11; frames++, at += 1000) reporter.tell(frame(frames));
    reporter.tell(end);
    expect(stream.text()).toBe(`${sentenceOf(end)}\n`);
  });
});

describe('createBarReporter', () => {
  it('draws a bar with the figures, writes other lines above it, and leaves the cursor visible', () => {
    const stream = createMemoryStream({ columns: 120 });
    const reporter = createBarReporter(stream);
    reporter.tell(frame(100));
    reporter.tell(failed);
    reporter.tell(end);
    reporter.close();
    reporter.close();
    const text = stream.text();
    // 120 columns give a bar of 30; half of them are filled.
    const drawn = `[${'='.repeat(15)}${' '.repeat(15)}] frame 100 of 200 (50%), 24.9 fps, 0:07 left`;
    expect(text).toContain(drawn);
    expect(text.indexOf('FAILED: b.png: It is empty.\n')).toBeLessThan(text.lastIndexOf(drawn));
    expect(text.lastIndexOf('\x1b[?25h')).toBeGreaterThan(text.lastIndexOf('\x1b[?25l'));
    expect(text.endsWith(`${sentenceOf(end)}\n`)).toBe(true);
  });

  it('shows figures without a bar where the total is unknown', () => {
    const stream = createMemoryStream({ columns: 100 });
    const reporter = createBarReporter(stream);
    reporter.tell(frame(7, { total: null, secondsLeft: null }));
    reporter.close();
    expect(stream.text()).toContain('frame 7, 24.9 fps, compact on cpu, libx264');
    expect(stream.text()).not.toContain('[=');
  });

  it('is never more than full when a reckoned total was too low', () => {
    const stream = createMemoryStream({ columns: 120 });
    const reporter = createBarReporter(stream);
    reporter.tell(frame(190, { totalExact: false }));
    reporter.tell(frame(260, { totalExact: false }));
    reporter.close();
    expect(stream.text()).toContain(`[${'='.repeat(30)}] frame 260 of about 200 (100%)`);
  });
});

describe('createReporter', () => {
  const tellAll = async (
    options: Parameters<typeof createReporter>[1],
    stream: ReturnType<typeof createMemoryStream> = createMemoryStream(),
  ) => {
    const reporter = await createReporter(stream, options);
    for (const event of [decision, frame(100), failed, end]) reporter.tell(event);
    reporter.close();
    return stream.text();
  };

  it('draws a bar on a terminal and writes lines elsewhere', async () => {
    expect(await tellAll({ mode: 'auto', quiet: false }, createMemoryStream({ columns: 80 }))).toContain('[====');
    expect(await tellAll({ mode: 'auto', quiet: false })).toBe(
      `Runs on cpu.\nFAILED: b.png: It is empty.\n${sentenceOf(end)}\n`,
    );
  });

  it('tells only failures when quiet', async () => {
    expect(await tellAll({ mode: 'auto', quiet: true }, createMemoryStream({ columns: 80 }))).toBe(
      'FAILED: b.png: It is empty.\n',
    );
  });

  it('tells a program everything, quiet or not', async () => {
    const text = await tellAll({ mode: 'json', quiet: true });
    expect(text.trimEnd().split('\n')).toHaveLength(4);
  });
});
