import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMotionStore } from './motion-store.ts';
import { temporaryFolder } from './testing/made-films.ts';

const folder = temporaryFolder();

it('gives back what was written, in any order, for sizes that are no whole number of blocks', async () => {
  let count = 0;
  const size = fc.integer({ min: 16, max: 60 });
  await fc.assert(
    fc.asyncProperty(size, size, fc.integer(), async (width, height, seed) => {
      const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
      const cells = Math.floor(width / 2) * Math.floor(height / 2);
      const random = (at: number) => Math.imul(at + 1, seed | 1) >>> 7;
      const motion = (frame: number) => ({
        field: {
          ...{ columns: Math.ceil(width / 8), rows: Math.ceil(height / 8) },
          dx: Int8Array.from({ length: blocks }, (_, at) => random(at + frame)),
          dy: Int8Array.from({ length: blocks }, (_, at) => random(at + 2 * frame)),
        },
        covered: Uint8Array.from({ length: cells }, (_, at) => random(at + 3 * frame) & 1),
      });
      await using store = await createMotionStore(folder.path(`store-${count++}`), width, height);
      for (const frame of [3, 1, 7]) await store.write(frame, motion(frame));
      for (const frame of [7, 1, 3, 1]) expect(await store.read(frame)).toEqual(motion(frame));
    }),
    { numRuns: 20 },
  );
});

it('removes its file, refuses frames behind the last, and replaces no file', async () => {
  const path = folder.path('motions');
  const store = await createMotionStore(path, 32, 32);
  expect(existsSync(path)).toBe(true);
  await expect(store.read(0)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  await store.dispose();
  await store.dispose();
  expect(existsSync(path)).toBe(false);
  await writeFile(path, 'mine');
  await expect(createMotionStore(path, 32, 32)).rejects.toThrow();
});
