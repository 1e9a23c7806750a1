import { execFileSync } from 'node:child_process';
import { copyFile, link, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { HavcError } from '@havc/core';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeProfile } from './icc-profile.ts';
import { readStill } from './read-still.ts';
import {
  colorize,
  grayProfile,
  lumasOf,
  samplesOf,
  scene,
  temporaryFolder,
  withJpegProfile,
  withPngProfile,
} from './still-testing.ts';
import { exifTexts, parseExif, readTiffExif } from './tiff-exif.ts';
import { type WriteStillOptions, writeStill } from './write-still.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

const WIDTH = 211;
const HEIGHT = 157;
const source = (channels: 1 | 2 | 3 | 4, maximum: 255 | 65535): Sharp => {
  const picture = sharp(scene(WIDTH, HEIGHT, channels, maximum) as Uint16Array, {
    raw: { width: WIDTH, height: HEIGHT, channels },
  });
  const [gray, rgb] = maximum === 255 ? ['b-w', 'srgb'] : ['grey16', 'rgb16'];
  return picture.toColourspace(channels < 3 ? gray! : rgb!);
};
const tiff = { compression: 'deflate' } as const;

/** Reads, colours and writes with a small working picture, so that chroma is really enlarged. */
async function color(input: string, output: string, options?: WriteStillOptions) {
  const still = await readStill(at(input), { size: 48 });
  return writeStill(still, colorize(still.image), at(output), options);
}

const failure = (pending: Promise<unknown>): Promise<HavcError> =>
  pending.then(
    () => expect.unreachable('no error'),
    (error: unknown) => {
      if (!HavcError.is(error)) throw error;
      return error;
    },
  );

/** How far the lumas of two files are apart, at most. */
async function lumaError(input: string, output: string): Promise<number> {
  const [before, after] = [lumasOf(await samplesOf(at(input))), lumasOf(await samplesOf(at(output)))];
  expect(after.length).toBe(before.length);
  return before.reduce((most, luma, i) => Math.max(most, Math.abs(luma - after[i]!)), 0);
}

describe('the luma of the result', () => {
  it.each([
    ['gray, 8 bits, PNG', 'in.png', () => source(1, 255).png(), 'out.png'],
    ['gray, 16 bits, PNG', 'in.png', () => source(1, 65535).png(), 'out.png'],
    ['gray, 8 bits, TIFF', 'in.tif', () => source(1, 255).tiff(tiff), 'out.tif'],
    ['gray, 16 bits, TIFF', 'in.tif', () => source(1, 65535).tiff(tiff), 'out.tif'],
    ['gray with alpha, 8 bits, PNG to TIFF', 'in.png', () => source(2, 255).png(), 'out.tif'],
    ['gray with alpha, 16 bits, TIFF to PNG', 'in.tif', () => source(2, 65535).tiff(tiff), 'out.png'],
    ['RGB, 8 bits, PNG', 'in.png', () => source(3, 255).png(), 'out.png'],
    ['RGB, 16 bits, TIFF', 'in.tif', () => source(3, 65535).tiff(tiff), 'out.tif'],
    ['RGB with alpha, 8 bits, WebP to PNG', 'in.webp', () => source(4, 255).webp({ lossless: true }), 'out.png'],
    ['RGB, JPEG to PNG', 'in.jpg', () => source(3, 255).jpeg(), 'out.png'],
  ])('is that of the source within rounding: %s', async (name, input, make, output) => {
    await make().toFile(at(input));
    const depth = (await sharp(at(input)).metadata()).depth;
    const written = await color(input, output);
    expect((await sharp(at(output)).metadata()).depth).toBe(depth);
    expect(written.bitDepth).toBe(depth === 'ushort' ? 16 : 8);
    // In steps of the file's depth: half a step of G weighs 0.587 / 2 in Y. For gray this makes rounded Y exact.
    expect(await lumaError(input, output)).toBeLessThanOrEqual(0.2935 + 1e-6);
    if (name.startsWith('gray')) {
      const before = lumasOf(await samplesOf(at(input)));
      expect(lumasOf(await samplesOf(at(output))).map(Math.round)).toEqual(before);
    }
    // And there are strong colours, so that the above means something.
    const { data, channels } = await samplesOf(at(output));
    let colorful = 0;
    for (let i = 0; i < data.length; i += channels) {
      const scale = depth === 'ushort' ? 257 : 1;
      if (Math.abs(data[i]! - data[i + 2]!) > 40 * scale) colorful++;
    }
    expect(colorful / (data.length / channels)).toBeGreaterThan(0.3);
  });

  it.each([
    ['out.jpg', 6],
    ['out.webp', 14],
  ])('is nearly that of the source in %s', async (output, tolerance) => {
    await sharp(Buffer.from(scene(WIDTH, HEIGHT, 1, 255)), { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .blur(1.5)
      .toColourspace('b-w')
      .png()
      .toFile(at('in.png'));
    await color('in.png', output);
    const [before, after] = [lumasOf(await samplesOf(at('in.png'))), lumasOf(await samplesOf(at(output)))];
    const errors = before.map((luma, i) => Math.abs(luma - after[i]!)).sort();
    // Quality 95 rounds DCT coefficients (WebP also has limited range and half the chroma): that is its loss, not ours.
    expect(errors.at(-1)).toBeLessThan(tolerance);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(1.2);
  });
});

describe('writeStill', () => {
  it('gives back an RGB picture unchanged when its own small picture is the colouring, at equal size', async () => {
    await source(3, 255).png().toFile(at('in.png'));
    const still = await readStill(at('in.png'));
    await writeStill(still, still.image, at('out.png'));
    const [before, after] = [await samplesOf(at('in.png')), await samplesOf(at('out.png'))];
    // R and B come back exactly, and G with them; 1 for a sum that falls on a half.
    const errors = Float64Array.from(before.data, (value, i) => Math.abs(value - after.data[i]!));
    expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['in.png', 'out.png', 255],
    ['in.png', 'out.png', 65535],
    ['in.png', 'out.tif', 255],
    ['in.tif', 'out.tif', 65535],
    ['in.png', 'out.webp', 255],
  ] as const)('keeps alpha bit for bit: %s to %s of %i', async (input, output, maximum) => {
    const picture = source(4, maximum);
    await (input.endsWith('png') ? picture.png() : picture.tiff(tiff)).toFile(at(input));
    expect((await color(input, output)).hasAlpha).toBe(true);
    const alphaOf = async (file: string) => {
      const { data, channels } = await samplesOf(at(file));
      expect(channels).toBe(4);
      return data.filter((_, i) => i % 4 === 3);
    };
    const before = await alphaOf(input);
    expect(new Set(before).size).toBeGreaterThan(100);
    expect(await alphaOf(output)).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns orientation %i upright and resets the tag', async (orientation) => {
    await source(1, 255).png().withMetadata({ orientation }).toFile(at('in.png'));
    await color('in.png', 'out.png');
    const metadata = await sharp(at('out.png')).metadata();
    expect(metadata.orientation ?? 1).toBe(1);
    expect([metadata.width, metadata.height]).toEqual(orientation > 4 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
    const upright = await sharp(at('in.png')).keepIccProfile().autoOrient().toColourspace('srgb').raw().toBuffer();
    const before = lumasOf({ data: upright, channels: 3 }).map(Math.round);
    expect(lumasOf(await samplesOf(at('out.png'))).map(Math.round)).toEqual(before);
  });

  describe('metadata', () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>by the lake</note></x:xmpmeta>';
    const described = (picture: Sharp) =>
      picture
        .withExif({
          IFD0: { Copyright: 'Ada', ImageDescription: 'By the lake', DateTime: '1931:05:17 12:00:00' },
          IFD2: { DateTimeOriginal: '1931:05:16 11:00:00', FocalLength: '35/1' },
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 30/1 0/1' },
        })
        .withXmp(xmp)
        .withMetadata({ density: 300 })
        .withIccProfile('p3');

    it.each(['png', 'jpg', 'webp', 'tif'])('goes along from PNG to %s', async (extension) => {
      await described(source(3, 255)).png().toFile(at('in.png'));
      const before = await sharp(at('in.png')).metadata();
      expect([before.density, describeProfile(before.icc!)?.description]).toEqual([300, 'sP3C']);
      await color('in.png', `out.${extension}`);
      const after = await sharp(at(`out.${extension}`)).metadata();
      expect(after.icc).toEqual(before.icc);
      // WebP has no density of its own, only that in EXIF.
      if (extension !== 'webp') expect(after.density).toBe(300);
      expect(after.xmp?.toString()).toContain('by the lake');
      const exif = extension === 'tif' ? await readTiffExif(at('out.tif')) : await parseExif(after.exif!);
      const textOf = (part: 'picture' | 'camera' | 'place', tag: number) => {
        const value = exif?.[part].find((entry) => entry.tag === tag)?.value;
        return value?.toString('latin1').replace(/\0+$/, '');
      };
      expect(textOf('picture', 33_432)).toBe('Ada');
      expect(textOf('picture', 270)).toBe('By the lake');
      expect(textOf('picture', 306)).toBe('1931:05:17 12:00:00');
      expect(textOf('camera', 36_867)).toBe('1931:05:16 11:00:00');
      expect(textOf('camera', 37_386)).toBe('\x23\0\0\0\x01');
      expect(textOf('place', 1)).toBe('N');
      expect(textOf('place', 2)).toBe('\x2d\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0\0\0\0\0\x01');
    });

    it.each(['tif', 'png', 'jpg', 'webp'])('goes along from TIFF to %s', async (extension) => {
      await described(source(3, 255)).png().toFile(at('in.png'));
      await color('in.png', 'in.tif');
      await color('in.tif', `out.${extension}`);
      const after = await sharp(at(`out.${extension}`)).metadata();
      if (extension !== 'webp') expect(after.density).toBe(300);
      expect(describeProfile(after.icc!)?.description).toBe('sP3C');
      expect(after.xmp?.toString()).toContain('by the lake');
      const exif = extension === 'tif' ? await readTiffExif(at('out.tif')) : await parseExif(after.exif!);
      const texts = exifTexts(exif!);
      expect(texts.IFD0).toMatchObject({
        Copyright: 'Ada',
        ImageDescription: 'By the lake',
        DateTime: '1931:05:17 12:00:00',
      });
      expect(texts.IFD2).toMatchObject({ DateTimeOriginal: '1931:05:16 11:00:00' });
      if (extension === 'tif') expect(exif).toEqual(await readTiffExif(at('in.tif')));
    });
  });

  it.each([255, 65535] as const)(
    'gives a gray profile an RGB one of the same tone curve (maximum %i)',
    async (maximum) => {
      await writeFile(at('in.png'), withPngProfile(await source(1, maximum).png().toBuffer(), grayProfile(1.8)));
      const written = await color('in.png', 'out.png');
      expect(written.notes[0]).toContain('Gray Gamma 1.8');
      const after = await sharp(at('out.png')).metadata();
      expect(describeProfile(after.icc!)).toEqual({
        colorSpace: 'RGB ',
        description: 'RGB with the tone curve of Gray Gamma 1.8',
      });
      const before = lumasOf(await samplesOf(at('in.png')));
      expect(lumasOf(await samplesOf(at('out.png'))).map(Math.round)).toEqual(before);
    },
  );

  it('leaves out a profile that fits no RGB, and says so', async () => {
    await writeFile(at('in.jpg'), withJpegProfile(await source(3, 255).jpeg().toBuffer(), grayProfile(1.8)));
    const written = await color('in.jpg', 'out.png');
    expect(written.notes[0]).toContain("doesn't fit RGB");
    expect((await sharp(at('out.png')).metadata()).icc).toBeUndefined();
  });

  it('writes CMYK as sRGB of the same look', async () => {
    await source(1, 255).toColourspace('cmyk').tiff(tiff).toFile(at('in.tif'));
    const written = await color('in.tif', 'out.png');
    expect(written.notes[0]).toContain('CMYK was converted to sRGB');
    const after = await sharp(at('out.png')).metadata();
    expect(describeProfile(after.icc!)?.colorSpace).toBe('RGB ');
    const before = lumasOf({ data: await sharp(at('in.tif')).toColourspace('srgb').raw().toBuffer(), channels: 3 });
    const lumas = lumasOf(await samplesOf(at('out.png')));
    // sharp converts once more on its way to a tagged file: a step or two.
    const errors = before.map((luma, i) => Math.abs(luma - lumas[i]!));
    expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThan(2.5);
  });

  it('writes 16 bits as 8 where the format has no more, and says so', async () => {
    await source(1, 65535).png().toFile(at('in.png'));
    const written = await color('in.png', 'out.jpg');
    expect([written.bitDepth, written.quality]).toEqual([8, 95]);
    expect(written.notes).toEqual(["JPEG holds 8 bits: the lower 8 of the picture's 16 are left out."]);
  });

  it('writes JPEG without chroma subsampling, smaller with less quality', async () => {
    await source(3, 255).png().toFile(at('in.png'));
    await color('in.png', 'fine.jpg');
    await color('in.png', 'coarse.jpg', { quality: 50 });
    expect((await sharp(at('fine.jpg')).metadata()).chromaSubsampling).toBe('4:4:4');
    expect((await stat(at('coarse.jpg'))).size).toBeLessThan((await stat(at('fine.jpg'))).size / 2);
  });

  it.each([
    [1, 1],
    [3, 3],
    [1, 700],
    [700, 1],
    [16, 2000],
    [481, 480],
  ])('colours %ix%i', async (width, height) => {
    await sharp(scene(width, height, 1, 255), { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(at('in.png'));
    await color('in.png', 'out.png');
    const before = lumasOf(await samplesOf(at('in.png')));
    expect(lumasOf(await samplesOf(at('out.png'))).map(Math.round)).toEqual(before);
  });

  it('leaves nothing but the output behind, and the source as it was', async () => {
    await source(1, 255).png().toFile(at('in.png'));
    const before = await readFile(at('in.png'));
    const written = await color('in.png', 'out.png');
    expect(written.path).toBe(at('out.png'));
    expect(await temporary.list()).toEqual(['in.png', 'out.png']);
    expect(await readFile(at('in.png'))).toEqual(before);
  });

  it.each(['out [1].png', 'a.png[Q=3].png', '-dash.png', 'two\nlines.png', 'Ünï 🎞 映画.png', `${'n'.repeat(251)}.png`])(
    'writes a file named %j',
    async (name) => {
      await source(1, 255).png().toFile(at('in.png'));
      await color('in.png', name);
      expect(await temporary.list()).toEqual([name, 'in.png'].sort());
    },
  );

  it('reads a source whose name libvips would take apart', async () => {
    await source(1, 255).png().toFile(at('in.png'));
    await copyFile(at('in.png'), at('in.png[page=1]'));
    await color('in.png[page=1]', 'out.png');
    expect(await lumaError('in.png', 'out.png')).toBeLessThan(0.3);
  });
});

describe('writeStill refuses, touches nothing and leaves nothing behind', () => {
  beforeEach(() => source(4, 255).png().toFile(at('in.png')));

  const check = async (code: string, message: RegExp, run: () => Promise<unknown>) => {
    const before = await temporary.list();
    const bytes = await Promise.all(before.map((name) => readFile(at(name))));
    const error = await failure(run());
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    expect(await temporary.list()).toEqual(before);
    expect(await Promise.all(before.map((name) => readFile(at(name))))).toEqual(bytes);
  };

  it('the input as output, by any name', async () => {
    await link(at('in.png'), at('hard.png'));
    await symlink('in.png', at('soft.png'));
    for (const name of ['in.png', 'hard.png', 'soft.png']) {
      await check('OPTION_INVALID', /is the input .* itself/, () => color('in.png', name, { overwrite: true }));
    }
  });

  it('a name that is taken', async () => {
    await writeFile(at('out.png'), 'mine');
    await check('OUTPUT_EXISTS', /exists already/, () => color('in.png', 'out.png'));
    await color('in.png', 'out.png', { overwrite: true });
    expect((await sharp(at('out.png')).metadata()).width).toBe(WIDTH);
  });

  it('a folder that is missing', () =>
    check('OUTPUT_UNWRITABLE', /its folder does not exist/, () => color('in.png', 'no/out.png')));

  it.each(['out.gif', 'out', 'out.pdf'])('the name %s', (name) =>
    check('OUTPUT_UNSUPPORTED', /ends in none of \.png/, () => color('in.png', name)),
  );

  it('transparency in a JPEG', () =>
    check('OUTPUT_UNSUPPORTED', /transparent parts, and JPEG holds none/, () => color('in.png', 'out.jpg')));

  it('but not alpha without transparency in a JPEG', async () => {
    await source(3, 255).ensureAlpha().png().toFile(at('opaque.png'));
    expect((await color('opaque.png', 'out.jpg')).hasAlpha).toBe(false);
  });

  it('a side too long for WebP', async () => {
    await sharp({ create: { width: 16_384, height: 1, channels: 3, background: 'gray' } })
      .png()
      .toFile(at('wide.png'));
    await check('OUTPUT_UNSUPPORTED', /more than a WEBP holds/, () => color('wide.png', 'out.webp'));
  });

  it.each([0, 101, 95.5])('a quality of %d', (quality) =>
    check('OPTION_INVALID', /options\.quality/, () => color('in.png', 'out.png', { quality })),
  );

  it('a colouring of another shape', () =>
    check('SHAPE_INVALID', /colored and still\.image must have the same shape/, async () => {
      const still = await readStill(at('in.png'), { size: 48 });
      return writeStill(still, (await readStill(at('in.png'), { size: 50 })).image, at('out.png'));
    }));

  it('a source that has changed or gone since it was read', async () => {
    const still = await readStill(at('in.png'));
    await utimes(at('in.png'), 1, 1);
    await check('INPUT_UNREADABLE', /has changed since it was read/, () =>
      writeStill(still, still.image, at('out.png')),
    );
  });

  it('a picture whose damage lies below what was read', async () => {
    const bytes = await source(3, 255).png().toBuffer();
    await writeFile(at('cut.png'), bytes);
    const still = await readStill(at('cut.png'));
    const { atime, mtime } = await stat(at('cut.png'));
    bytes.fill(0, bytes.length >> 1);
    await writeFile(at('cut.png'), bytes);
    await utimes(at('cut.png'), atime, mtime);
    const { size, mtimeNs } = await stat(at('cut.png'), { bigint: true });
    const same = { ...still, original: { ...still.original, bytes: size, modifiedNanoseconds: mtimeNs } };
    await check('INPUT_UNREADABLE', /is damaged or cut short/, () => writeStill(same, still.image, at('out.png')));
  });

  it('to go on when aborted, in every phase', async () => {
    await sharp(scene(1500, 1200, 1, 255), { raw: { width: 1500, height: 1200, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(at('large.png'));
    const still = await readStill(at('large.png'));
    const before = await temporary.list();
    for (const turns of [0, 1, 5, 20, 60, 150]) {
      const stop = new AbortController();
      const writing = failure(writeStill(still, still.image, at('out.png'), { signal: stop.signal }));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
      expect((await writing).code).toBe('ABORTED');
      // libvips ends its step in its own time; its files are gone soon after.
      while (sharp.counters().process > 0) await new Promise((resolve) => setImmediate(resolve));
      await expect.poll(() => temporary.list()).toEqual(before);
    }
  });

  // The intermediate picture takes 100 kB: 64 KiB don't hold it, 112 KiB hold it and then not the output as well.
  it.for([
    ['64k', 'png'],
    ['112k', 'png'],
    ['112k', 'tif'],
    ['112k', 'webp'],
    ['112k', 'jpg'],
  ] as const)('a disk of %s that gets full with a %s', async ([size, extension], context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return context.skip('needs root on Linux, to mount a small tmpfs');
    }
    await source(1, 255).png().toFile(at('gray.png'));
    const disk = at('disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'pipe' });
    } catch {
      return context.skip('this machine does not allow mounting a tmpfs');
    }
    try {
      const error = await failure(color('gray.png', `disk/out.${extension}`));
      expect([error.code, error.message]).toEqual(['DISK_FULL', expect.stringContaining('No space is left')]);
      expect(await readdir(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a large picture', () => {
  it('leaves the event loop alive', async () => {
    await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#777' } })
      .png({ compressionLevel: 1 })
      .toFile(at('in.png'));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await color('in.png', 'out.jpg');
    delay.disable();
    // A band takes a few milliseconds; the rest is room for a busy machine. Without bands it would be over 500 ms.
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });
});
