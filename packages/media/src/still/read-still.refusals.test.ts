import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFfmpeg } from '../testing/clips.ts';
import { readStill } from './read-still.ts';
import { failureOf, scene, source, temporaryFolder } from './still-testing.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

describe('readStill refuses', () => {
  it.each([
    ['nothing.png', 'INPUT_MISSING', /There is no file/, async () => {}],
    ['folder.png', 'INPUT_UNREADABLE', /is a folder/, (file: string) => mkdir(file)],
    ['empty.png', 'INPUT_UNREADABLE', /is empty/, (file: string) => writeFile(file, '')],
    ['text.png', 'INPUT_UNREADABLE', /holds no picture but text/, (file: string) => writeFile(file, 'dear diary\n')],
    ['noise.png', 'INPUT_UNREADABLE', /holds no picture: give/, (file: string) => writeFile(file, '\x01\x02\x03\x04')],
    ['svg.png', 'INPUT_UNSUPPORTED', /is an SVG: convert/, (file: string) => writeFile(file, '<svg/>')],
    ['a.gif', 'INPUT_UNSUPPORTED', /is a GIF: convert/, (file: string) => source(1, 255, 9, 9).gif().toFile(file)],
    [
      'a.avif',
      'INPUT_UNSUPPORTED',
      /is an AVIF: convert/,
      (file: string) => source(1, 255, 64, 64).avif({ effort: 0 }).toFile(file),
    ],
    [
      'raw.nef',
      'INPUT_UNSUPPORTED',
      /is a raw picture of a camera/,
      (file: string) =>
        source(1, 255, 9, 9)
          .tiff()
          .toBuffer()
          .then((bytes) => writeFile(file, bytes)),
    ],
    ['dangling.png', 'INPUT_MISSING', /There is no file/, (file: string) => symlink('nowhere', file)],
    [
      'float.tif',
      'INPUT_UNSUPPORTED',
      /samples of the type "float"/,
      (file: string) => source(1, 255, 9, 9).tiff({ predictor: 'float', compression: 'deflate' }).toFile(file),
    ],
    [
      'lab.tif',
      'INPUT_UNSUPPORTED',
      /has its colours as "lab"/,
      (file: string) => source(3, 255, 9, 9).toColourspace('lab').tiff({ compression: 'none' }).toFile(file),
    ],
  ] as const)('%s with %s', async (name, code, message, make) => {
    await make(at(name));
    const before = await temporary.list();
    const error = await failureOf(readStill(at(name)));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    expect(error.message).toContain(JSON.stringify(at(name)));
    expect(await temporary.list()).toEqual(before);
  });

  it('a film named .png', async () => {
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=size=64x48', '-t', '0.2', '-f', 'mp4', at('a.png')]);
    const error = await failureOf(readStill(at('a.png')));
    expect([error.code, error.message]).toEqual(['INPUT_UNREADABLE', expect.stringContaining('a film (MP4')]);
  });

  it.each(['png', 'jpg', 'webp', 'tif'])('a %s that is cut short', async (extension) => {
    const file = at(`cut.${extension}`);
    await source(3, 255, 200, 150).toFile(file);
    const { length } = await readFile(file);
    for (const share of [0.95, 0.5, 0.1]) {
      await truncate(file, Math.floor(length * share));
      const error = await failureOf(readStill(file));
      expect([error.code, error.message]).toEqual([
        'INPUT_UNREADABLE',
        expect.stringContaining('is damaged or cut short'),
      ]);
    }
  });

  // A lossy WebP has no checks inside: damage there decodes to other pixels, and nobody can tell.
  it.each(['png', 'jpg', 'tif'])('a %s that is damaged in the middle', async (extension) => {
    const file = at(`damaged.${extension}`);
    await (extension === 'tif'
      ? source(3, 255, 200, 150).tiff({ compression: 'lzw' })
      : source(3, 255, 200, 150)
    ).toFile(file);
    const bytes = await readFile(file);
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 80);
    await writeFile(file, bytes);
    const error = await failureOf(readStill(file));
    expect([error.code, error.message]).toEqual([
      'INPUT_UNREADABLE',
      expect.stringContaining('is damaged or cut short'),
    ]);
  });

  it('more pixels than allowed, before it decodes any', async () => {
    await source(1, 255, 200, 100).png().toFile(at('a.png'));
    const error = await failureOf(readStill(at('a.png'), { maxPixels: 19_999 }));
    expect(error.code).toBe('INPUT_UNSUPPORTED');
    expect(error.message).toContain('more than 0.019999 million pixels');
    expect((await readStill(at('a.png'), { maxPixels: 20_000 })).width).toBe(200);
  });

  it('a small file that claims a huge picture', async () => {
    const png = await source(1, 255, 1, 1).png().toBuffer();
    // 60000x60000 in the header, with its checksum made good.
    const { crc32 } = await import('node:zlib');
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)) >>> 0, 29);
    await writeFile(at('bomb.png'), png);
    const error = await failureOf(readStill(at('bomb.png')));
    expect([error.code, error.message]).toEqual([
      'INPUT_UNSUPPORTED',
      expect.stringContaining('more than 512 million'),
    ]);
  });

  it('an animated WebP', async () => {
    const pages = sharp(scene(20, 20, 3, 255), { raw: { width: 20, height: 20, channels: 3, pageHeight: 10 } });
    await pages.webp({ lossless: true, delay: [100, 100] }).toFile(at('a.webp'));
    const error = await failureOf(readStill(at('a.webp')));
    expect([error.code, error.message]).toEqual([
      'INPUT_UNSUPPORTED',
      expect.stringContaining('an animation of 2 pictures'),
    ]);
  });

  it.each([{ size: 0 }, { size: 1.5 }, { maxPixels: Number.NaN }])('the options %j', async (options) => {
    expect((await failureOf(readStill(at('a.png'), options))).code).toBe('OPTION_INVALID');
  });

  it('to go on when aborted', async () => {
    await source(1, 255, 8, 8).png().toFile(at('a.png'));
    expect((await failureOf(readStill(at('a.png'), { signal: AbortSignal.abort() }))).code).toBe('ABORTED');
    const stop = new AbortController();
    const reading = failureOf(readStill(at('a.png'), { signal: stop.signal }));
    stop.abort();
    expect((await reading).code).toBe('ABORTED');
  });
});
