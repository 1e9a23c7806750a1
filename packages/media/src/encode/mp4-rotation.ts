import { type FileHandle, open } from 'node:fs/promises';
import { HavcError } from '@havc/core';

/** A movie header larger than this belongs to no real film. */
const LARGEST_MOVIE_BYTES = 512 << 20;

const ONE = 0x10000;

/**
 * Writes the turn of the picture into an MP4 or MOV file that is complete: the display matrix in the header of its
 * first picture track (ISO/IEC 14496-12, clause 8.3.2). ffmpeg's own option for it has changed its name and its effect
 * with almost every version, and does nothing when encoding in most.
 *
 * @param rotation - degrees clockwise.
 * @param width - stored size of the picture in pixels.
 */
export async function writeMp4Rotation(
  path: string,
  rotation: 90 | 180 | 270,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const movie = await findMovie(file);
    const header = movie && pictureTrackHeader(movie.bytes);
    if (!movie || header === undefined) {
      throw new HavcError(
        'FFMPEG_FAILED',
        `${path} has no picture track whose header could take the rotation of ${rotation} degrees.`,
      );
    }
    const matrix = {
      90: [0, ONE, 0, -ONE, 0, 0, height * ONE, 0],
      180: [-ONE, 0, 0, 0, -ONE, 0, width * ONE, height * ONE],
      270: [0, -ONE, 0, ONE, 0, 0, 0, width * ONE],
    }[rotation];
    const bytes = Buffer.alloc(32);
    matrix.forEach((value, i) => {
      bytes.writeInt32BE(value, 4 * i);
    });
    await file.write(bytes, 0, bytes.length, movie.position + header);
  } finally {
    await file.close();
  }
}

interface Box {
  readonly type: string;
  /** Of the content, and of the end, in bytes from where the search began. */
  readonly start: number;
  readonly end: number;
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

/** Where the matrix of the first picture track lies, in bytes from the start of the movie box's content. */
function pictureTrackHeader(movie: Buffer): number | undefined {
  for (const track of boxes(movie, 0, movie.length)) {
    if (track.type !== 'trak') continue;
    const parts = [...boxes(movie, track.start, track.end)];
    const media = parts.find((box) => box.type === 'mdia');
    const header = parts.find((box) => box.type === 'tkhd');
    const handler = media && [...boxes(movie, media.start, media.end)].find((box) => box.type === 'hdlr');
    if (!header || !handler || movie.toString('latin1', handler.start + 8, handler.start + 12) !== 'vide') continue;
    // Version 1 has 64-bit times.
    return header.start + (movie[header.start] === 1 ? 52 : 40);
  }
  return undefined;
}

function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
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
  const isLong = size === 1;
  const length = isLong ? Number(bytes.readBigUInt64BE(position + 8)) : size === 0 ? limit - position : size;
  if (length < 8) return undefined;
  return { type, start: position + (isLong ? 16 : 8), end: position + length };
}
