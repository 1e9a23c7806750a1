import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { storeError } from './store-error.ts';
import { ensureWritableFile } from './store-place.ts';

/**
 * Writes an object as JSON, under its name only when it is complete.
 *
 * @throws HavcError `DISK_FULL`, `OUTPUT_UNWRITABLE`.
 */
export async function writeJson(file: string, value: object): Promise<void> {
  await ensureWritableFile(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw storeError(error, file);
  }
}
