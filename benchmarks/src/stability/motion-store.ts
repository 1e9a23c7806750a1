import { type FileHandle, open, rm } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { outputError } from '@havc/media';
import type { FrameMotion } from '../metrics/time/frame-motion.ts';
import { cellGrid } from '../metrics/time/luma-cells.ts';
import { createMotionField } from '../metrics/time/motion-field.ts';

/** The motion of each frame of a film, in a file: a film of any length takes no more memory than one frame. */
export interface MotionStore extends AsyncDisposable {
  /** Bytes a frame takes. */
  readonly recordBytes: number;
  /** @throws HavcError `DISK_FULL`, `OUTPUT_UNWRITABLE`. */
  write(frame: number, motion: FrameMotion): Promise<void>;
  /**
   * What was written for the frame. The arrays are filled anew by the next call.
   *
   * @throws HavcError `INPUT_UNREADABLE` for a frame that wasn't written.
   */
  read(frame: number): Promise<FrameMotion>;
  /** Closes and removes the file; safe to call twice. */
  dispose(): Promise<void>;
}

/**
 * Makes a store for frames of one size.
 *
 * @param path - of a file that isn't there yet.
 * @throws HavcError `OUTPUT_UNWRITABLE`.
 */
export async function createMotionStore(path: string, width: number, height: number): Promise<MotionStore> {
  const field = createMotionField(width, height);
  const blocks = field.dx.length;
  const { columns, rows } = cellGrid(width, height);
  const covered = new Uint8Array(columns * rows);
  const record = new Uint8Array(2 * blocks + Math.ceil(covered.length / 8));
  const file = await open(path, 'wx+').catch((error: unknown) => {
    throw outputError(error, path);
  });
  let isOpen = true;
  const dispose = async () => {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
    await rm(path, { force: true });
  };
  return {
    recordBytes: record.length,
    async write(frame, motion) {
      record.set(new Uint8Array(motion.field.dx.buffer, motion.field.dx.byteOffset, blocks));
      record.set(new Uint8Array(motion.field.dy.buffer, motion.field.dy.byteOffset, blocks), blocks);
      pack(motion.covered, record.subarray(2 * blocks));
      try {
        await writeAll(file, record, frame * record.length);
      } catch (error) {
        throw outputError(error, path);
      }
    },
    async read(frame) {
      const { bytesRead } = await file.read(record, 0, record.length, frame * record.length);
      if (bytesRead !== record.length) {
        throw new HavcError('INPUT_UNREADABLE', `The motion of frame ${frame} isn't in ${JSON.stringify(path)}.`);
      }
      field.dx.set(new Int8Array(record.buffer, 0, blocks));
      field.dy.set(new Int8Array(record.buffer, blocks, blocks));
      unpack(record.subarray(2 * blocks), covered);
      return { field, covered };
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Eight cells a byte, the first in the lowest bit. */
function pack(flags: Uint8Array, bytes: Uint8Array): void {
  bytes.fill(0);
  for (let at = 0; at < flags.length; at++) if (flags[at] === 1) bytes[at >> 3]! |= 1 << (at & 7);
}

function unpack(bytes: Uint8Array, flags: Uint8Array): void {
  for (let at = 0; at < flags.length; at++) flags[at] = (bytes[at >> 3]! >> (at & 7)) & 1;
}
