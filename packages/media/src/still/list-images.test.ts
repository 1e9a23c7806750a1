import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listImages, naturalOrder } from './list-images.ts';
import { temporaryFolder } from './still-testing.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

const failure = (pending: Promise<unknown>) =>
  pending.then(
    () => expect.unreachable('no error'),
    (error: unknown) => (HavcError.is(error) ? `${error.code}: ${error.message}` : String(error)),
  );

describe('listImages', () => {
  it('gives the pictures in natural order, and says why the rest was passed over', async () => {
    for (const name of [
      'img10.png',
      'img2.PNG',
      'img1.jpeg',
      'b.tiff',
      'a.webp',
      'notes.txt',
      '.img3.png',
      'film.mp4',
    ]) {
      await writeFile(at(name), '');
    }
    await mkdir(at('folder.png'));
    await symlink('nowhere.png', at('lost.png'));
    const { images, ignored } = await listImages(temporary.folder);
    expect(images).toEqual(['a.webp', 'b.tiff', 'img1.jpeg', 'img2.PNG', 'img10.png'].map(at));
    expect(Object.fromEntries(ignored.map(({ name, reason }) => [name, reason]))).toEqual({
      '.img3.png': 'its name begins with a dot',
      'film.mp4': 'its name is not that of a PNG, JPEG, WebP or TIFF',
      'folder.png': 'it is a folder',
      'lost.png': 'it is a link that leads nowhere, or may not be read',
      'notes.txt': 'its name is not that of a PNG, JPEG, WebP or TIFF',
    });
  });

  it('takes a link to a file outside, and enters no link to a folder', async () => {
    await mkdir(at('outside'));
    await writeFile(at('outside/far.png'), '');
    await mkdir(at('inside'));
    await symlink('../outside/far.png', at('inside/near.png'));
    await symlink('../outside', at('inside/door.png'));
    const { images, ignored } = await listImages(at('inside'));
    expect(images).toEqual([at('inside/near.png')]);
    expect(ignored).toEqual([{ name: 'door.png', reason: 'it is a folder' }]);
  });

  it('refuses a folder without pictures, a missing one, and a file', async () => {
    expect(await failure(listImages(temporary.folder))).toMatch(
      /^INPUT_UNREADABLE: .*holds no pictures \(it is empty\)/,
    );
    await writeFile(at('notes.txt'), '');
    expect(await failure(listImages(temporary.folder))).toMatch(/^INPUT_UNREADABLE: .*none of its 1 entries is one/);
    expect(await failure(listImages(at('missing')))).toMatch(/^INPUT_MISSING: /);
    expect(await failure(listImages(at('notes.txt')))).toMatch(/^INPUT_UNREADABLE: .*is no folder/);
  });
});

describe('naturalOrder', () => {
  it.each([
    [
      ['img10', 'img9', 'img1'],
      ['img1', 'img9', 'img10'],
    ],
    [
      ['v1.10.png', 'v1.9.png', 'v1.2.png'],
      ['v1.2.png', 'v1.9.png', 'v1.10.png'],
    ],
    [
      ['b', 'a', 'C'],
      ['a', 'b', 'C'],
    ],
    [
      ['1', '01', '001'],
      ['001', '01', '1'],
    ],
  ])('orders %j as %j', (names, expected) => {
    expect([...names].sort(naturalOrder())).toEqual(expected);
  });

  it('orders any names in one way, wherever they start from', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', '0', '1', '10', '.', '-', 'é', '映') });
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const order = naturalOrder();
        expect([...names].reverse().sort(order)).toEqual([...names].sort(order));
      }),
    );
  });
});
