import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseY4mHeader, readY4mHeader } from './y4m-header.ts';

const HEADER = 'YUV4MPEG2 W64 H48 F30000:1001 It A8:9 C422p10 XYSCSS=422P10 XCOLORRANGE=FULL';

describe('parseY4mHeader', () => {
  it('reads size, rate, fields, shape of pixels, sampling and range', () => {
    const { video, container } = parseY4mHeader(HEADER);
    expect(container).toBe('yuv4mpegpipe');
    expect(video).toMatchObject({
      width: 64,
      height: 48,
      averageFrameRate: { numerator: 30_000, denominator: 1001 },
      timeBase: { numerator: 1001, denominator: 30_000 },
      fieldOrder: 'top-first',
      sampleAspectRatio: { numerator: 8, denominator: 9 },
      color: { range: 'full' },
    });
    expect(video.pixelFormat.name).toBe('yuv422p10le');
  });

  it.each([
    ['', 'yuv420p'],
    [' C420jpeg', 'yuv420p'],
    [' C420mpeg2', 'yuv420p'],
    [' C420paldv', 'yuv420p'],
    [' C444', 'yuv444p'],
    [' Cmono', 'gray'],
    [' Cmono10', 'gray10le'],
    [' C420p12', 'yuv420p12le'],
    [' C444p16', 'yuv444p16le'],
  ])('takes "%s" for %s', (field, name) => {
    expect(parseY4mHeader(`YUV4MPEG2 W2 H2${field}`).video.pixelFormat.name).toBe(name);
  });

  it('has defaults for what is unknown: 25 a second, square, progressive', () => {
    expect(parseY4mHeader('YUV4MPEG2 W2 H2 F0:0 A0:0 I?').video).toMatchObject({
      averageFrameRate: { numerator: 25, denominator: 1 },
      sampleAspectRatio: { numerator: 1, denominator: 1 },
      fieldOrder: 'progressive',
      color: { range: undefined },
    });
  });

  it.each([
    ['no width', 'YUV4MPEG2 H48', 'INPUT_UNREADABLE', /no usable size/],
    ['a width of 0', 'YUV4MPEG2 W0 H48', 'INPUT_UNREADABLE', /no usable size/],
    ['half a pixel', 'YUV4MPEG2 W0.5 H48', 'INPUT_UNREADABLE', /no usable size/],
    ['a width that no file has', 'YUV4MPEG2 W65536 H1', 'INPUT_UNREADABLE', /no usable size/],
    ['a size that fills the memory', 'YUV4MPEG2 W65535 H65535', 'INPUT_UNSUPPORTED', /100 million are the most/],
    ['a sampling that is not known', 'YUV4MPEG2 W2 H2 C420p9', 'INPUT_UNREADABLE', /C420p9 isn't known.*420p10/],
  ])('refuses %s', (_what, line, code, message) => {
    expect(() => parseY4mHeader(line)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('throws nothing but HavcErrors, whatever comes', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('W64', 'H48', 'F25:1', 'A1:1', 'C420', 'Ip', 'XCOLORRANGE=FULL'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        try {
          const { width, height } = parseY4mHeader(`YUV4MPEG2 ${words.join(' ')}`).video;
          expect(width * height).toBeGreaterThan(0);
        } catch (error) {
          expect(HavcError.is(error)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('readY4mHeader', () => {
  it('leaves the stream whole, however it comes', async () => {
    const whole = `${HEADER}\nFRAME\n0123456789`;
    for (const size of [1, 7, 1000]) {
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.slice(i * size, (i + 1) * size),
      );
      const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
      expect((await readY4mHeader(stream)).video.width).toBe(64);
      expect(await text(stream)).toBe(whole);
    }
  });

  it.each([
    ['nothing', '', /Nothing came in/],
    ['something else', 'RIFF....AVI LIST\n', /is not y4m/],
    ['a header that is cut off', 'YUV4MPEG2 W64 H4', /is not y4m/],
    ['a header without end', `YUV4MPEG2 W64 H48 X${'x'.repeat(10_000)}\n`, /is not y4m/],
  ])('refuses %s', async (_what, bytes, message) => {
    const stream = new PassThrough();
    stream.end(bytes);
    await expect(readY4mHeader(stream)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', message });
  });

  it('refuses a stream that breaks', async () => {
    const stream = new PassThrough();
    const reading = readY4mHeader(stream);
    stream.destroy(new Error('unplugged'));
    await expect(reading).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', message: /unplugged/ });
  });
});
