import type { FileBytes } from './file-bytes.ts';
import { PickleCutShort } from './pickle-cursor.ts';
import { bytesText, refusal } from './refusal.ts';
import { type Unpickled, Unpickler } from './unpickle.ts';

/** A pickle takes about 150 bytes a tensor; its numbers lie outside. */
export const MAX_PICKLE_BYTES = 16 * 2 ** 20;

const FIRST_BYTES = 2 ** 18;

/**
 * Reads a pickle of unknown length out of a file: first a part that is enough for most, then more.
 *
 * @throws HavcError `WEIGHTS_REFUSED` as {@link Unpickler} does, `truncated` where the file ends before it.
 */
export async function readPickle(file: FileBytes, position: number): Promise<Unpickled> {
  const unpickler = new Unpickler(file.path);
  const rest = Math.max(0, file.size - position);
  for (let length = FIRST_BYTES; ; length *= 4) {
    const bytes = await file.read(position, Math.min(length, rest, MAX_PICKLE_BYTES));
    try {
      return unpickler.read(bytes);
    } catch (cause) {
      if (!(cause instanceof PickleCutShort)) throw cause;
      if (bytes.length === rest) {
        const what = `it has ${bytesText(file.size)} and ends in the middle of the list of its tensors`;
        throw refusal(file.path, 'truncated', `${what}: it was cut off, probably while downloading`);
      }
      if (bytes.length === MAX_PICKLE_BYTES) {
        throw refusal(file.path, 'limit', `the list of its tensors has more than ${bytesText(MAX_PICKLE_BYTES)}`);
      }
    }
  }
}
