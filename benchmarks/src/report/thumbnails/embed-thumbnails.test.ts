import { describe, expect, it } from 'vitest';
import { madeThumbnailReader, makeThumbnail } from '../testing/made-thumbnails.ts';
import { embedThumbnails } from './embed-thumbnails.ts';

const groups = [
  ['1a.jpg', '1b.jpg'],
  ['2a.jpg', '2b.jpg'],
  ['3a.jpg', '3b.jpg'],
];

describe('embedThumbnails', () => {
  it('holds the bytes of each picture as they are where they fit', async () => {
    const bytes = await makeThumbnail(3);
    const embedded = await embedThumbnails(groups, { read: async () => bytes, maxBytes: 1e6 });
    expect(embedded.addressOf('2b.jpg')).toBe(`data:image/jpeg;base64,${bytes.toString('base64')}`);
    expect([embedded.leftOut.size, embedded.missing, embedded.isReduced]).toEqual([0, 0, false]);
  });

  it('makes them smaller where they are too many', async () => {
    const read = await madeThumbnailReader(320);
    const before = (await embedThumbnails(groups, { read, maxBytes: 1e6 })).addressOf('1a.jpg')!;
    const embedded = await embedThumbnails(groups, { read, maxBytes: 40_000 });
    const after = groups.flat().map((path) => embedded.addressOf(path)?.length ?? 0);
    expect(embedded.isReduced).toBe(true);
    expect(embedded.leftOut.size).toBe(0);
    expect(embedded.addressOf('1a.jpg')).toMatch(/^data:image\/webp;/);
    expect(after[0]).toBeLessThan(before.length);
    expect(after.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(40_000);
  });

  it('leaves out whole groups, the last ones first, where even that is too much', async () => {
    // Begins as a JPEG and can't be made smaller: 400 bytes are 536 in base64, and the address has 30 around them.
    const stubborn = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(397)]);
    const embedded = await embedThumbnails(groups, { read: async () => stubborn, maxBytes: 2 * 2 * 566 });
    expect([...embedded.leftOut]).toEqual([2]);
    expect(embedded.addressOf('1b.jpg')).toBeDefined();
    expect(embedded.addressOf('2b.jpg')).toBeDefined();
    expect(embedded.addressOf('3a.jpg')).toBeUndefined();
  });

  it('counts what could not be read, and shows no file that is no picture', async () => {
    const bytes = await makeThumbnail(3);
    const read = async (path: string) => {
      if (path.startsWith('1')) return undefined;
      return path.startsWith('2') ? Buffer.from('<svg onload="x()"></svg> <!-- no picture -->') : bytes;
    };
    const embedded = await embedThumbnails(groups, { read, maxBytes: 1e6 });
    expect(embedded.missing).toBe(4);
    expect(embedded.addressOf('2a.jpg')).toBeUndefined();
    expect(embedded.addressOf('3a.jpg')).toBeDefined();
  });

  it('keeps a damaged picture as it is, rather than fail', async () => {
    const damaged = (await makeThumbnail(3, 'jpeg', 320)).subarray(0, 400);
    const embedded = await embedThumbnails([['a']], { read: async () => damaged, maxBytes: 600 });
    expect(embedded.addressOf('a')).toMatch(/^data:image\/(jpeg|webp);base64,/);
  });
});
