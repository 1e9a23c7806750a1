import { type FileHandle, open, stat } from 'node:fs/promises';
import { HavcError, throwIfAborted } from '@havc/core';
import { bytesText, refusal } from './refusal.ts';

/** A file that is read at any place, and never beyond its end. */
export class FileBytes {
  readonly path: string;
  /** Its length in bytes, as it was when it was opened. */
  readonly size: number;
  #handle: FileHandle | undefined;
  readonly #signal: AbortSignal | undefined;

  private constructor(path: string, size: number, handle: FileHandle, signal: AbortSignal | undefined) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
    this.#signal = signal;
  }

  /**
   * Opens a regular file.
   *
   * @param signal - ends every later read with `ABORTED`.
   * @throws HavcError `MODEL_MISSING` where there is no such file; `INPUT_UNREADABLE` where it can't be opened.
   */
  static async open(path: string, signal?: AbortSignal): Promise<FileBytes> {
    throwIfAborted(signal);
    try {
      // Asked before opening: to open a named pipe is to wait for its writer.
      const { size } = ensureFile(path, await stat(path));
      return new FileBytes(path, size, await open(path, 'r'), signal);
    } catch (cause) {
      if (HavcError.is(cause)) throw cause;
      const missing = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
      throw missing
        ? new HavcError(
            'MODEL_MISSING',
            `There is no file of weights at ${path}. Check the path, or fetch the model.`,
            {
              details: { path },
              cause,
            },
          )
        : new HavcError(
            'INPUT_UNREADABLE',
            `The weights ${path} can't be opened: ${text(cause)}. Check who may read it.`,
            {
              details: { path },
              cause,
            },
          );
    }
  }

  /**
   * Bytes of the file in a buffer of their own, which begins at a multiple of 8.
   *
   * @throws HavcError `WEIGHTS_REFUSED` (`out-of-bounds`) before memory is taken, where they don't all lie in the file.
   */
  async read(position: number, length: number): Promise<Buffer> {
    this.#ensureInside(position, length);
    const bytes = Buffer.from(new ArrayBuffer(length));
    await this.readInto(bytes, position);
    return bytes;
  }

  /** Fills `target` with the bytes that begin at `position`. */
  async readInto(target: Uint8Array, position: number): Promise<void> {
    this.#ensureInside(position, target.byteLength);
    for (let done = 0; done < target.byteLength; ) {
      throwIfAborted(this.#signal);
      const read = await this.#readSome(target, done, position + done);
      // The file had these bytes when it was opened.
      if (read === 0) throw refusal(this.path, 'truncated', 'it became shorter while it was read');
      done += read;
    }
  }

  /** Closes the file. Safe to call twice. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #readSome(target: Uint8Array, done: number, position: number): Promise<number> {
    if (this.#handle === undefined) {
      throw new HavcError('INPUT_UNREADABLE', `The weights ${this.path} are closed already. Open them again.`, {
        details: { path: this.path },
      });
    }
    try {
      // In pieces, so that an aborted signal is noticed in time.
      const length = Math.min(target.byteLength - done, 16 * 2 ** 20);
      return (await this.#handle.read(target, done, length, position)).bytesRead;
    } catch (cause) {
      throw new HavcError(
        'INPUT_UNREADABLE',
        `Reading the weights ${this.path} failed: ${text(cause)}. Check its disk.`,
        {
          details: { path: this.path },
          cause,
        },
      );
    }
  }

  #ensureInside(position: number, length: number): void {
    const inside = Number.isSafeInteger(position) && Number.isSafeInteger(length) && position >= 0 && length >= 0;
    if (inside && position + length <= this.size) return;
    throw refusal(
      this.path,
      'out-of-bounds',
      `it asks for ${bytesText(length)} from byte ${position} on, and has ${bytesText(this.size)} in all`,
    );
  }
}

function ensureFile<T extends { isFile(): boolean }>(path: string, status: T): T {
  if (status.isFile()) return status;
  throw new HavcError('MODEL_MISSING', `${path} is no file. Name the file of weights itself.`, { details: { path } });
}

function text(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
