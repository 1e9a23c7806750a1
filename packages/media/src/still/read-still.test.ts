import { copyFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStill } from './read-still.ts';
import { grayProfile, scene, source, temporaryFolder, withPngProfile } from './still-testing.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

describe('readStill', () => {
  it.each([
    ['gray.png', () => source(1, 255, 60, 40), { format: 'png', bitDepth: 8, colorModel: 'gray', hasAlpha: false }],
    ['gray.jpg', () => source(1, 255, 60, 40), { format: 'jpeg', bitDepth: 8, colorModel: 'gray', hasAlpha: false }],
    ['gray.tif', () => source(1, 255, 60, 40), { format: 'tiff', bitDepth: 8, colorModel: 'gray', hasAlpha: false }],
    ['rgb.webp', () => source(3, 255, 60, 40), { format: 'webp', bitDepth: 8, colorModel: 'rgb', hasAlpha: false }],
    ['rgba.png', () => source(4, 255, 60, 40), { format: 'png', bitDepth: 8, colorModel: 'rgb', hasAlpha: true }],
    ['deep.png', () => source(3, 65535, 60, 40), { format: 'png', bitDepth: 16, colorModel: 'rgb', hasAlpha: false }],
    [
      'deep.tiff',
      () => source(3, 65535, 60, 40).tiff({ compression: 'deflate' }),
      { format: 'tiff', bitDepth: 16, colorModel: 'rgb', hasAlpha: false },
    ],
    [
      'two-levels.png',
      () => source(1, 255, 60, 40).threshold(128).png({ palette: true, colours: 2 }),
      { format: 'png', bitDepth: 8 },
    ],
    [
      'two-levels.tif',
      () => source(1, 255, 60, 40).threshold(128).tiff({ bitdepth: 1 }),
      { format: 'tiff', bitDepth: 8 },
    ],
    [
      'cmyk.tif',
      () => source(3, 255, 60, 40).toColourspace('cmyk').tiff(),
      { format: 'tiff', bitDepth: 8, colorModel: 'cmyk' },
    ],
  ])('reads %s', async (name, make, expected) => {
    await make().toFile(at(name));
    const still = await readStill(at(name));
    expect(still).toMatchObject({ ...expected, width: 60, height: 40, profile: undefined, reoriented: false });
    expect(still.image.shape).toEqual([40, 60, 3]);
  });

  it('gives the samples of a small picture unchanged', async () => {
    const data = scene(30, 20, 3, 255);
    await sharp(data, { raw: { width: 30, height: 20, channels: 3 } })
      .png()
      .toFile(at('a.png'));
    expect((await readStill(at('a.png'))).image.data).toEqual(data);
  });

  it.each([
    [1, 1, 480, 1, 1],
    [3, 3, 480, 3, 3],
    [16, 16000, 480, 16, 16000],
    [960, 1440, 480, 480, 720],
    [1440, 961, 480, 719, 480],
    [500, 400, 100, 125, 100],
    [481, 481, 480, 480, 480],
    [2000, 1, 480, 2000, 1],
  ])('brings %ix%i with size %i to %ix%i', async (width, height, size, smallWidth, smallHeight) => {
    await source(1, 255, width, height).png().toFile(at('a.png'));
    const still = await readStill(at('a.png'), { size });
    expect([still.width, still.height]).toEqual([width, height]);
    expect(still.image.shape).toEqual([smallHeight, smallWidth, 3]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    // Red at the top left, green at the top right, blue at the bottom left, as stored.
    const stored = Buffer.alloc(6 * 4 * 3, 128);
    const put = (x: number, y: number, color: number[]) => stored.set(color, (y * 6 + x) * 3);
    put(0, 0, [255, 0, 0]);
    put(5, 0, [0, 255, 0]);
    put(0, 3, [0, 0, 255]);
    await sharp(stored, { raw: { width: 6, height: 4, channels: 3 } })
      .withMetadata({ orientation })
      .png()
      .toFile(at('a.png'));
    const still = await readStill(at('a.png'));
    const [width, height] = orientation > 4 ? [4, 6] : [6, 4];
    expect([still.width, still.height, still.reoriented]).toEqual([width, height, orientation !== 1]);
    const corner = (x: number, y: number) => {
      const [r, g, b] = [0, 1, 2].map((channel) => still.image.get(y, x, channel));
      return r === 255 ? 'red' : g === 255 ? 'green' : b === 255 ? 'blue' : 'gray';
    };
    // EXIF 2.32, 4.6.4: where the stored 0th row and 0th column lie in the picture.
    const corners = {
      1: 'red green blue gray',
      2: 'green red gray blue',
      3: 'gray blue green red',
      4: 'blue gray red green',
      5: 'red blue green gray',
      6: 'blue red gray green',
      7: 'gray green blue red',
      8: 'green gray red blue',
    }[orientation];
    const [right, bottom] = [width! - 1, height! - 1];
    expect([corner(0, 0), corner(right, 0), corner(0, bottom), corner(right, bottom)].join(' ')).toBe(corners);
  });

  it('keeps RGB samples in their own space and names its profile', async () => {
    const data = scene(30, 20, 3, 255);
    const png = await sharp(data, { raw: { width: 30, height: 20, channels: 3 } })
      .png()
      .toBuffer();
    const { icc } = await sharp(await sharp(png).withIccProfile('p3').png().toBuffer()).metadata();
    await writeFile(at('p3.png'), withPngProfile(png, icc!));
    const still = await readStill(at('p3.png'));
    expect(still.profile).toBe('sP3C');
    expect(still.notes).toEqual([]);
    expect(still.image.data).toEqual(data);
  });

  it('keeps gray samples and says what becomes of a gray profile', async () => {
    const data = scene(30, 20, 1, 255);
    const png = await sharp(data, { raw: { width: 30, height: 20, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    await writeFile(at('gray.png'), withPngProfile(png, grayProfile(1.8)));
    const still = await readStill(at('gray.png'));
    expect(still.profile).toBe('Gray Gamma 1.8');
    expect(still.notes).toEqual([
      'The gray profile (Gray Gamma 1.8) becomes an RGB profile with the same tone curve; gray values stay as they are.',
    ]);
    expect(still.image.data).toEqual(Uint8Array.from({ length: 30 * 20 * 3 }, (_, i) => data[Math.floor(i / 3)]!));
  });

  it('converts CMYK to sRGB and says so', async () => {
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })
      .toColourspace('cmyk')
      .tiff()
      .toFile(at('cmyk.tif'));
    const still = await readStill(at('cmyk.tif'));
    expect(still.notes).toEqual(['CMYK was converted to sRGB (8 bits) through a general CMYK profile.']);
    // There and back through a general press profile, as libvips has it: 114..116. (Inverted, it would be far off 100.)
    for (const value of still.image.data) expect(Math.abs(value - 128)).toBeLessThan(16);
  });

  it('reads the first page of a TIFF with several, and says so', async () => {
    await writeFile(at('pages.tif'), await twoPages());
    const still = await readStill(at('pages.tif'));
    expect([still.width, still.height]).toEqual([20, 10]);
    expect(still.image.get(0, 0, 0)).toBe(10);
    expect(still.notes).toEqual(['The file has 2 pages: the first is used, the others are left out.']);
  });

  it.each(['name [1].png', 'a.png[page=1]', '-dash.png', 'two\nlines.png', 'Ünï 🎞 映画.png', `${'n'.repeat(200)}.png`])(
    'reads a file named %j',
    async (name) => {
      await source(1, 255, 8, 6).png().toFile(at('a.png'));
      await copyFile(at('a.png'), at(name));
      expect((await readStill(at(name))).image.shape).toEqual([6, 8, 3]);
    },
  );

  it('keeps no file open, and sees a file that has been replaced', async () => {
    await source(1, 255, 8, 6).png().toFile(at('a.png'));
    await readStill(at('a.png'));
    expect(sharp.cache().files.current).toBe(0);
    expect(sharp.cache().files.max).toBe(20);
    await source(1, 255, 5, 4).png().toFile(at('a.png'));
    expect((await readStill(at('a.png'))).width).toBe(5);
  });

  it('goes by content, not by name', async () => {
    await source(1, 255, 8, 6).jpeg().toFile(at('a.jpg'));
    await copyFile(at('a.jpg'), at('a.png'));
    expect((await readStill(at('a.png'))).format).toBe('jpeg');
  });
});

/** Two pages of 20x10, all 10 and all 200, as libvips takes them: one below the other. */
async function twoPages(): Promise<Buffer> {
  const data = Buffer.alloc(20 * 20, 10).fill(200, 200);
  return sharp(data, { raw: { width: 20, height: 20, channels: 1, pageHeight: 10 } })
    .toColourspace('b-w')
    .tiff({ compression: 'lzw' })
    .toBuffer();
}
