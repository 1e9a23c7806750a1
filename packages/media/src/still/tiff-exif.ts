import { type FileHandle, open } from 'node:fs/promises';

/**
 * EXIF for TIFF files, which libvips neither reads nor writes: a TIFF has no EXIF block, its own directory takes the
 * general tags and points to a second directory with the camera's and a third with the place.
 *
 * Source: TIFF 6.0, section 2; EXIF 2.32, 4.6.2 and 4.6.3. Classic TIFF only: a BigTIFF has other widths.
 */
export interface Exif {
  /** General tags that say nothing about the layout of the pixels: title, maker, date, author, rights. */
  readonly picture: readonly ExifEntry[];
  readonly camera: readonly ExifEntry[];
  readonly place: readonly ExifEntry[];
}

/** One field of a directory. */
export interface ExifEntry {
  readonly tag: number;
  /** 2 is text, 3 a 16-bit number, 4 a 32-bit one, 5 a fraction, ... */
  readonly type: number;
  readonly count: number;
  /** Little-endian, whatever the file it came from. */
  readonly value: Buffer;
}

/** Bytes of one value, and of the numbers in it, by type. */
const TYPES: Readonly<Record<number, readonly [bytes: number, unit: 1 | 2 | 4 | 8]>> = {
  1: [1, 1],
  2: [1, 1],
  3: [2, 2],
  4: [4, 4],
  5: [8, 4],
  6: [1, 1],
  7: [1, 1],
  8: [2, 2],
  9: [4, 4],
  10: [8, 4],
  11: [4, 4],
  12: [8, 8],
};

const CAMERA_POINTER = 34_665;
const PLACE_POINTER = 34_853;
/** DocumentName, ImageDescription, Make, Model, Software, DateTime, Artist, HostComputer, Rating, XP texts, Copyright. */
const PICTURE_TAGS = [269, 270, 271, 272, 305, 306, 315, 316, 18_246, 33_432, 40_091, 40_092, 40_093, 40_094, 40_095];
/** The size (which turning changes), and a pointer to a directory that only matters for the thumbnail. */
const CAMERA_TAGS_LEFT_OUT = [40_962, 40_963, 40_965];

const MAX_ENTRIES = 500;
/** No value that is worth keeping is larger; a maker's notes take up to some 100 kB. */
const MAX_VALUE_BYTES = 2 ** 20;

type Reader = (offset: number, length: number) => Promise<Buffer>;

/** EXIF from a block as JPEG, PNG and WebP carry it; undefined for one that can't be read. */
export function parseExif(block: Uint8Array): Promise<Exif | undefined> {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const start = bytes.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
  return readExif(async (offset, length) => bytes.subarray(start + offset, start + offset + length));
}

/** EXIF from a TIFF file; undefined where it has none that can be read. */
export async function readTiffExif(file: string): Promise<Exif | undefined> {
  const handle = await open(file, 'r');
  try {
    return await readExif(readerOf(handle));
  } finally {
    await handle.close();
  }
}

/**
 * Adds EXIF to a TIFF file that has been written without: new directories at its end, and the header points there.
 *
 * @returns whether it could: a BigTIFF, or a file near 4 GiB, is left as it is.
 */
export async function addTiffExif(file: string, exif: Exif): Promise<boolean> {
  const handle = await open(file, 'r+');
  try {
    const read = readerOf(handle);
    const header = await read(0, 8);
    const order = header.toString('latin1', 0, 2);
    if (header.length < 8 || number(header, 2, 2, order) !== 42) return false;
    const { size } = await handle.stat();
    const end = size + (size % 2);
    if (end > 0xffffffff - 8 * MAX_VALUE_BYTES) return false;

    const directory = number(header, 4, 4, order);
    const count = number(await read(directory, 2), 0, 2, order);
    const table = await read(directory + 2, count * 12 + 4);
    const present = Array.from({ length: count }, (_, i) => table.subarray(i * 12, i * 12 + 12));
    const has = (tag: number) => present.some((entry) => number(entry, 0, 2, order) === tag);

    const blocks = new Blocks(end, order);
    const added = exif.picture.filter(({ tag }) => !has(tag)).map((entry) => blocks.entry(entry));
    for (const [tag, entries] of [
      [CAMERA_POINTER, exif.camera],
      [PLACE_POINTER, exif.place],
    ] as const) {
      if (entries.length > 0 && !has(tag)) added.push(blocks.pointer(tag, blocks.directory(entries)));
    }
    if (added.length === 0) return true;
    const all = [...present, ...added].sort((a, b) => number(a, 0, 2, order) - number(b, 0, 2, order));
    const start = blocks.append(Buffer.concat([blocks.number(all.length, 2), ...all, table.subarray(count * 12)]));
    const bytes = blocks.bytes();
    await handle.write(bytes, 0, bytes.length, end);
    await handle.write(blocks.number(start, 4), 0, 4, 4);
    return true;
  } finally {
    await handle.close();
  }
}

/** The texts that sharp can write by name into other formats, in sharp's shape. */
export function exifTexts(exif: Exif): Record<'IFD0' | 'IFD2', Record<string, string>> {
  const texts = (entries: readonly ExifEntry[], names: Readonly<Record<number, string>>) =>
    Object.fromEntries(
      entries
        .filter((entry) => entry.type === 2 && names[entry.tag] !== undefined)
        .map((entry) => [names[entry.tag]!, entry.value.toString('utf8').replace(/\0+$/, '')]),
    );
  return {
    IFD0: texts(exif.picture, {
      270: 'ImageDescription',
      271: 'Make',
      272: 'Model',
      305: 'Software',
      306: 'DateTime',
      315: 'Artist',
      33432: 'Copyright',
    }),
    IFD2: texts(exif.camera, { 36867: 'DateTimeOriginal', 36868: 'DateTimeDigitized' }),
  };
}

async function readExif(read: Reader): Promise<Exif | undefined> {
  const header = await read(0, 8);
  const order = header.toString('latin1', 0, 2);
  if (header.length < 8 || !['II', 'MM'].includes(order) || number(header, 2, 2, order) !== 42) return undefined;
  const all = await readDirectory(read, number(header, 4, 4, order), order);
  const below = async (tag: number) => {
    const pointer = all.find((entry) => entry.tag === tag);
    return pointer?.value.length === 4 ? readDirectory(read, pointer.value.readUInt32LE(0), order) : [];
  };
  const exif = {
    picture: all.filter(({ tag }) => PICTURE_TAGS.includes(tag)),
    camera: (await below(CAMERA_POINTER)).filter(({ tag }) => !CAMERA_TAGS_LEFT_OUT.includes(tag)),
    place: await below(PLACE_POINTER),
  };
  return exif.picture.length + exif.camera.length + exif.place.length > 0 ? exif : undefined;
}

/** The fields of a directory that can be read; those that point nowhere are passed over. */
async function readDirectory(read: Reader, offset: number, order: string): Promise<ExifEntry[]> {
  const head = await read(offset, 2);
  if (head.length < 2) return [];
  const count = Math.min(number(head, 0, 2, order), MAX_ENTRIES);
  const table = await read(offset + 2, count * 12);
  const entries: ExifEntry[] = [];
  for (let at = 0; at + 12 <= table.length; at += 12) {
    const type = number(table, at + 2, 2, order);
    const [bytes, unit] = TYPES[type] ?? [0, 1];
    const values = number(table, at + 4, 4, order);
    const length = bytes * values;
    if (length === 0 || length > MAX_VALUE_BYTES) continue;
    const raw =
      length <= 4 ? table.subarray(at + 8, at + 8 + length) : await read(number(table, at + 8, 4, order), length);
    if (raw.length < length) continue;
    entries.push({ tag: number(table, at, 2, order), type, count: values, value: reorder(raw, unit, order) });
  }
  return entries;
}

/** Grows what is appended to a file, and knows where each part will lie. */
class Blocks {
  readonly #parts: Buffer[] = [];
  readonly #order: string;
  #end: number;

  constructor(start: number, order: string) {
    this.#end = start;
    this.#order = order;
  }

  append(part: Buffer): number {
    const start = this.#end;
    const padded = part.length % 2 === 0 ? part : Buffer.concat([part, Buffer.alloc(1)]); // TIFF 6.0: word boundaries
    this.#parts.push(padded);
    this.#end += padded.length;
    return start;
  }

  number(value: number, bytes: 2 | 4): Buffer {
    const buffer = Buffer.alloc(bytes);
    if (this.#order === 'II') buffer.writeUIntLE(value, 0, bytes);
    else buffer.writeUIntBE(value, 0, bytes);
    return buffer;
  }

  entry({ tag, type, count, value }: ExifEntry): Buffer {
    const bytes = reorder(value, TYPES[type]?.[1] ?? 1, this.#order);
    const field = bytes.length <= 4 ? Buffer.concat([bytes], 4) : this.number(this.append(bytes), 4);
    return Buffer.concat([this.number(tag, 2), this.number(type, 2), this.number(count, 4), field]);
  }

  pointer(tag: number, target: number): Buffer {
    return Buffer.concat([this.number(tag, 2), this.number(4, 2), this.number(1, 4), this.number(target, 4)]);
  }

  directory(entries: readonly ExifEntry[]): number {
    const sorted = [...entries].sort((a, b) => a.tag - b.tag).map((entry) => this.entry(entry));
    return this.append(Buffer.concat([this.number(sorted.length, 2), ...sorted, this.number(0, 4)]));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function number(bytes: Buffer, offset: number, length: 2 | 4, order: string): number {
  if (offset + length > bytes.length) return 0;
  return order === 'II' ? bytes.readUIntLE(offset, length) : bytes.readUIntBE(offset, length);
}

/** A copy with its numbers turned between little-endian and `order`. */
function reorder(value: Buffer, unit: 1 | 2 | 4 | 8, order: string): Buffer {
  const copy = Buffer.from(value);
  if (order === 'II' || unit === 1) return copy;
  return unit === 2 ? copy.swap16() : unit === 4 ? copy.swap32() : copy.swap64();
}

function readerOf(handle: FileHandle): Reader {
  return async (offset, length) => {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  };
}
