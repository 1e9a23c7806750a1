import { stat } from 'node:fs/promises';

/** Size of a file in bytes; null where it has gone since it was written. */
export async function fileBytes(path: string): Promise<number | null> {
  return stat(path).then(
    (entry) => entry.size,
    () => null,
  );
}
