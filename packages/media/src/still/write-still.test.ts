import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeProfile } from './icc-profile.ts';
import { readStill } from './read-still.ts';
import {
  colorize,
  grayProfile,
  HEIGHT,
  lumasOf,
  samplesOf,
  scene,
  source,
  temporaryFolder,
  WIDTH,
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

/** Reads, colours and writes with a small working picture, so that chroma is really enlarged. */
async function color(input: string, output: string, options?: WriteStillOptions) {
  const still = await readStill(at(input), { size: 48 });
  return writeStill(still, colorize(still.image), at(output), options);
}

/** How far the lumas of two files are apart, at most. */
async function lumaError(input: string, output: string): Promise<number> {
  const [before, after] = [lumasOf(await samplesOf(at(input))), lumasOf(await samplesOf(at(output)))];
  expect(after.length).toBe(before.length);
  return before.reduce((most, luma, i) => Math.max(most, Math.abs(luma - after[i]!)), 0);
}

const tiff = { compression: 'deflate' } as const;

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
