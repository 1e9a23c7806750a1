import { type FileHandle, open } from 'node:fs/promises';
import { HavcError } from '@havc/core';

/** A movie header larger than this belongs to no real film. */
const LARGEST_MOVIE_BYTES = 512 << 20;

/** A box of an MP4 file (ISO/IEC 14496-12, clause 4.2): its type, and where its content lies in the movie header. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The movie header of an MP4 or MOV file in memory, to be changed in place without changing its length. */
export interface MovieHeader {
  readonly bytes: Buffer;
  /** The boxes inside another, or of the header itself. */
  boxes(parent?: Box): Box[];
  /** The first box along a path of types, if it's there. */
  find(path: readonly string[], parent?: Box): Box | undefined;
  /** The track of the first picture. */
  readonly pictureTrack: Box;
}

/**
 * Reads the movie header of a complete MP4 or MOV file, lets `change` alter it, and writes it back.
 *
 * @throws HavcError `FFMPEG_FAILED` where the file, which ffmpeg has just written, has no movie header or picture, or one
 * that `change` makes nothing of; the file is then as it was.
 */
export async function changeMovieHeader(path: string, change: (header: MovieHeader) => void): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const found = await findMovie(file);
    const header = found && readHeader(found.bytes);
    if (!found || !header)
      throw new HavcError('FFMPEG_FAILED', `${path} was written without a header for its picture track.`);
    try {
      change(header);
    } catch (cause) {
      throw new HavcError('FFMPEG_FAILED', `${path} was written with a header that can't be understood.`, { cause });
    }
    await file.write(found.bytes, 0, found.bytes.length, found.position);
  } finally {
    await file.close();
  }
}

/** Whether a box with a version has 64-bit times. */
export function isLong(bytes: Buffer, box: Box): boolean {
  return bytes[box.start] === 1;
}

async function findMovie(file: FileHandle): Promise<{ bytes: Buffer; position: number } | undefined> {
  const { size } = await file.stat();
  const head = Buffer.alloc(16);
  for (let position = 0; position + 8 <= size; ) {
    await file.read(head, 0, 16, position);
    const box = readBox(head, 0, size - position);
    if (!box) return undefined;
    if (box.type === 'moov') {
      const length = box.end - box.start;
      if (length > LARGEST_MOVIE_BYTES) return undefined;
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, position + box.start);
      return { bytes, position: position + box.start };
    }
    position += box.end;
  }
  return undefined;
}

function readHeader(bytes: Buffer): MovieHeader | undefined {
  const boxes = (parent?: Box) => [...readBoxes(bytes, parent?.start ?? 0, parent?.end ?? bytes.length)];
  const find = (path: readonly string[], parent?: Box): Box | undefined => {
    let found = parent;
    for (const type of path) {
      found = boxes(found).find((box) => box.type === type);
      if (!found) return undefined;
    }
    return found;
  };
  const isPicture = (track: Box) => {
    const handler = find(['mdia', 'hdlr'], track);
    return handler !== undefined && bytes.toString('latin1', handler.start + 8, handler.start + 12) === 'vide';
  };
  const pictureTrack = boxes().find((box) => box.type === 'trak' && isPicture(box));
  return pictureTrack && { bytes, boxes, find, pictureTrack };
}

function* readBoxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let position = from; position + 8 <= to; ) {
    const box = readBox(bytes, position, to);
    if (!box) return;
    yield box;
    position = box.end;
  }
}

function readBox(bytes: Buffer, position: number, limit: number): Box | undefined {
  const size = bytes.readUInt32BE(position);
  const type = bytes.toString('latin1', position + 4, position + 8);
  const hasLongSize = size === 1;
  const length = hasLongSize ? Number(bytes.readBigUInt64BE(position + 8)) : size === 0 ? limit - position : size;
  if (length < 8 || length > limit - position) return undefined;
  return { type, start: position + (hasLongSize ? 16 : 8), end: position + length };
}
