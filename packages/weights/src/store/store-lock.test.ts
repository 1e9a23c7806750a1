import { mkdir, readdir, rmdir, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withLock } from './store-lock.ts';
import { makePlace, placeOf, type StorePlace } from './store-place.ts';
import { failure } from './testing/failure.ts';
import { madeEntry } from './testing/made-entry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const folder = temporaryFolder();

async function madePlace(): Promise<StorePlace> {
  const place = placeOf(folder.path('home'), madeEntry(Uint8Array.of(1)));
  await makePlace(place);
  return place;
}

describe('withLock', () => {
  it('lets one work after the other, and leaves nothing behind', async () => {
    const place = await madePlace();
    const order: string[] = [];
    const work = (name: string) =>
      withLock(place, {}, async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push(`${name} ends`);
        return name;
      });
    expect((await Promise.all([work('a'), work('b'), work('c')])).sort()).toEqual(['a', 'b', 'c']);
    for (let i = 0; i < order.length; i += 2) expect(order[i]!.replace('begins', 'ends')).toBe(order[i + 1]);
    expect(await readdir(place.folder)).toEqual([]);
  });

  it('frees the lock when the work fails', async () => {
    const place = await madePlace();
    await expect(withLock(place, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(place.folder)).toEqual([]);
  });

  it('stops the work when another process has taken the lock over', async () => {
    const place = await madePlace();
    const run = withLock(place, { staleMs: 2000 }, async (signal) => {
      await rmdir(place.lock);
      await mkdir(place.lock);
      // Locks are told apart by their time, and one made at once can have the old one's to the millisecond.
      const time = new Date(Date.now() + 60_000);
      await utimes(place.lock, time, time);
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const error = await failure(run);
    expect(error.code).toBe('OUTPUT_UNWRITABLE');
    expect(error.message).toMatch(/Another process has taken over ".*made".*run it again\./);
    // The other process's lock is left to it.
    expect(await readdir(place.folder)).toEqual(['.lock']);
  });

  it('says where no lock can be made', async () => {
    const place = placeOf(folder.path('home'), madeEntry(Uint8Array.of(1)));
    await writeFile(folder.path('home'), '');
    expect((await failure(withLock(place, {}, async () => {}))).code).toBe('OUTPUT_UNWRITABLE');
  });
});
