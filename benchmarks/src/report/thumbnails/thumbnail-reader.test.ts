import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeThumbnail } from '../testing/made-thumbnails.ts';
import { imageTypeOf } from './image-type.ts';
import { thumbnailReader } from './thumbnail-reader.ts';

let base: string;
let folder: string;
let jpeg: Buffer;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'havc-thumbnails-'));
  folder = join(base, 'report');
  jpeg = await makeThumbnail(1);
  await mkdir(join(folder, 'thumbnails'), { recursive: true });
  await writeFile(join(folder, 'thumbnails', 'a.jpg'), jpeg);
  await writeFile(join(folder, 'thumbnails', 'b c é.webp'), await makeThumbnail(1, 'webp'));
  await writeFile(join(folder, 'thumbnails', 'c.png'), await makeThumbnail(1, 'png'));
  await writeFile(join(folder, 'secret.txt'), 'not a picture, but long enough to be one');
  await writeFile(join(folder, 'drawn.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>');
  await writeFile(join(folder, 'huge.jpg'), Buffer.concat([jpeg, Buffer.alloc(1 << 19)]));
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(base, 'outside.jpg'), jpeg);
  await symlink(join(base, 'outside.jpg'), join(folder, 'link.jpg'));
  await symlink(base, join(folder, 'up'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe('thumbnailReader', () => {
  it.each(['thumbnails/a.jpg', 'thumbnails/b c é.webp', 'thumbnails/c.png'])('reads %s', async (path) => {
    expect((await thumbnailReader(folder)(path))?.length).toBeGreaterThan(100);
  });

  it.each([
    '../outside.jpg',
    'thumbnails/../../outside.jpg',
    'thumbnails/../thumbnails/a.jpg',
    '/etc/passwd',
    'C:/Windows/win.ini',
    'thumbnails\\a.jpg',
    'thumbnails//a.jpg',
    './thumbnails/a.jpg',
    'link.jpg',
    'up/outside.jpg',
    'secret.txt',
    'drawn.jpg',
    'huge.jpg',
    'empty.jpg',
    'pipe.jpg',
    'thumbnails',
    'absent.jpg',
    '',
    'a\u0000.jpg',
    `${'x'.repeat(5000)}.jpg`,
  ])('gives nothing for %j', async (path) => {
    expect(await thumbnailReader(folder)(path)).toBeUndefined();
  });

  it('gives nothing for what is no text', async () => {
    expect(await thumbnailReader(folder)(12 as unknown as string)).toBeUndefined();
  });
});

describe('imageTypeOf', () => {
  it('goes by the bytes', async () => {
    expect(imageTypeOf(jpeg)).toBe('image/jpeg');
    expect(imageTypeOf(await makeThumbnail(2, 'png'))).toBe('image/png');
    expect(imageTypeOf(await makeThumbnail(2, 'webp'))).toBe('image/webp');
    expect(imageTypeOf(Buffer.from('GIF89a and some more bytes'))).toBeUndefined();
    expect(imageTypeOf(jpeg.subarray(0, 3))).toBeUndefined();
  });
});
