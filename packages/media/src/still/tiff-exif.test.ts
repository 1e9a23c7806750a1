import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './still-testing.ts';
import { addTiffExif, type Exif, exifTexts, parseExif, readTiffExif } from './tiff-exif.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

const text = (tag: number, value: string) => {
  const bytes = Buffer.from(`${value}\0`);
  return { tag, type: 2, count: bytes.length, value: bytes };
};
const EXIF: Exif = {
  picture: [text(315, 'Ada'), text(33_432, 'free')],
  camera: [
    text(36_867, '1931:05:16 11:00:00'),
    { tag: 37_386, type: 5, count: 1, value: Buffer.from('2300000001000000', 'hex') },
  ],
  place: [text(1, 'N'), { tag: 5, type: 1, count: 1, value: Buffer.from([1]) }],
};

/** The same directory in big-endian order: one text, one short and one fraction in the camera's directory. */
function bigEndianBlock(): Buffer {
  return Buffer.from(
    [
      '4d4d002a00000008', // MM, 42, directory at 8
      '0002', // two entries
      '013b 0002 00000004 41646100', // Artist, "Ada"
      '8769 0004 00000001 00000026', // camera's directory at 38
      '00000000',
      '0002',
      '8822 0003 00000001 00020000', // ExposureProgram 2
      '920a 0005 00000001 00000044', // FocalLength at 68
      '00000000',
      '00000023 00000001',
    ]
      .join('')
      .replaceAll(' ', ''),
    'hex',
  );
}

const plainTiff = (bigtiff = false) =>
  sharp({ create: { width: 7, height: 5, channels: 3, background: '#405060' } }).tiff({
    compression: 'deflate',
    bigtiff,
  });

describe('addTiffExif', () => {
  it('adds directories that can be read back, and leaves the picture as it is', async () => {
    await plainTiff().toFile(at('a.tif'));
    const before = await sharp(at('a.tif')).raw().toBuffer();
    expect(await readTiffExif(at('a.tif'))).toBeUndefined();
    expect(await addTiffExif(at('a.tif'), EXIF)).toBe(true);
    expect(await readTiffExif(at('a.tif'))).toEqual(EXIF);
    expect(await sharp(at('a.tif')).raw().toBuffer()).toEqual(before);
  });

  it('replaces nothing that is there', async () => {
    await plainTiff().toFile(at('a.tif'));
    await addTiffExif(at('a.tif'), EXIF);
    await addTiffExif(at('a.tif'), {
      picture: [text(315, 'Eve'), text(271, 'Box')],
      camera: [text(36_868, 'x')],
      place: [],
    });
    const exif = await readTiffExif(at('a.tif'));
    expect(exif?.picture).toEqual([text(271, 'Box'), ...EXIF.picture]);
    expect(exif?.camera).toEqual(EXIF.camera);
  });

  it('leaves a BigTIFF alone', async () => {
    await plainTiff(true).toFile(at('a.tif'));
    const before = await readFile(at('a.tif'));
    expect(await addTiffExif(at('a.tif'), EXIF)).toBe(false);
    expect(await readFile(at('a.tif'))).toEqual(before);
    expect(await readTiffExif(at('a.tif'))).toBeUndefined();
  });
});

describe('parseExif', () => {
  it('turns big-endian numbers round', async () => {
    for (const block of [bigEndianBlock(), Buffer.concat([Buffer.from('Exif\0\0'), bigEndianBlock()])]) {
      const exif = await parseExif(block);
      expect(exif?.picture).toEqual([text(315, 'Ada')]);
      expect(exif?.camera).toEqual([
        { tag: 34_850, type: 3, count: 1, value: Buffer.from([2, 0]) },
        { tag: 37_386, type: 5, count: 1, value: Buffer.from('2300000001000000', 'hex') },
      ]);
      expect(exifTexts(exif!)).toEqual({ IFD0: { Artist: 'Ada' }, IFD2: {} });
    }
  });

  it('survives any damage', async () => {
    await plainTiff().toFile(at('a.tif'));
    await addTiffExif(at('a.tif'), EXIF);
    const whole = await readFile(at('a.tif'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(whole.length),
        async (damage, length) => {
          const bytes = Buffer.from(whole);
          for (const [position, value] of damage) bytes[position] = value;
          await parseExif(bytes.subarray(0, length));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('survives random bytes in a file', async () => {
    await writeFile(at('a.tif'), Buffer.from('49492a0008000000ffff', 'hex'));
    expect(await readTiffExif(at('a.tif'))).toBeUndefined();
    await writeFile(at('a.tif'), '');
    expect(await readTiffExif(at('a.tif'))).toBeUndefined();
  });
});
